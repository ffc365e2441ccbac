"""What our people wrote after talking to a customer, by how it felt; ``{…}`` is filled in."""

GOOD = """
{contact} called to say the {product} move went so smoothly that nobody noticed.
Quick one: {contact} happy with {product} now, wants the same for the {place}.
{contact} laughed about how {product} used to be. Things run now.
Talked through next year's budget, {contact} has pencilled us in for {n} more seats.
{contact} thanked {colleague} by name for staying late on {day}.
Asked how the {place} gets on. "Best month for IT we ever had."
{contact} wants to show our monthly report to the board.
They tried the restore themselves and it worked. {contact} sounded proud.
Nice chat. {contact} is planning a second site and asked for our view before anybody else's.
{other} took over the {place} and already likes how fast tickets get answered.
{contact} says the Wi-Fi in the {place} is finally boring.
Cleared up the invoice for {product} in two minutes, no hard feelings, on the contrary.
{contact} asked whether we would speak at their staff day in {month}.
{contact} read our note about passwords out loud in their team meeting.
Follow-up on {product}: works on all {n} machines, {contact} relieved.
They passed the audit. {contact} said our documents made the difference.
{contact} recommended {colleague} to a sister company, will send the name.
Small talk, then {product}: they'd like the bigger package from {month}.
{contact} called just to say thanks for the {place}. Rare and lovely.
New laptops arrived a week early. {contact} delighted.
{contact} likes that we told them about the delay before they noticed.
Went over the open list with {contact}: all {n} points done.
{contact} says {other} no longer threatens to bring back the typewriter.
They have hired two people because orders are up, and want both set up by {day}.
{contact} found the roadmap useful and had good questions about {product}.
Phone system: {contact} says callers comment on the sound. Well.
{contact} called from the train, wants {colleague} on every project from now on.
Checked in after the storm: everything up, {contact} impressed.
Emergency drill went well. {contact} had coffee ready for all of us.
{contact} offered to be guinea pig for {product}.
""".strip().splitlines()

PLAIN = """
{contact} asked when the {product} licence runs out. Sent the date.
Went through {n} open tickets with {contact}, none urgent.
{contact} wants a quote for {n} docking stations.
Somebody in accounts leaves at the end of {month}; mailbox to be kept for a year.
Two new starters on the first, {contact} sends names by {day}.
Agreed on a maintenance window, {day} after six.
{contact} checks with the boss about {product}, back to us in {month}.
Explained the difference between archive and backup once more.
{contact} needs the asset list for the insurers.
Moving {n} desks to the {place}; wants sockets and Wi-Fi looked at.
{contact} asked for a price for {product} on a three-year term.
Walked {other} through the new approval for admin rights.
They close between the holidays, only emergencies please.
{contact} asked what happens to phones when the power fails.
Confirmed delivery address for the {n} screens: the {place}, not the main door.
{contact} would like the monthly report without the first two pages.
Talked about replacing {product}; no decision before {month}.
{contact} forwarded a suspicious mail, harmless.
Who may order? {contact} and {other}, nobody else. Noted.
The {place} gets new flooring, everything has to be off the ground by {day}.
{contact} asked whether {colleague} could come in person once.
Discussed the update of {product}, they want to wait for others to go first.
Last year's trainee has changed departments, no longer needs {product}.
Reminder about the unused licences: {n} at last count. {contact} will look.
{contact} asks for training for the {place} team, half a day.
Password policy: they want longer ones, fewer changes.
{contact} wants to know what the new data rules mean for {product}.
Postponed the server talk, {contact} has year-end.
{contact} compares telephone prices, wants our number by {day}.
Arranged pickup of {n} old machines for disposal.
They keep the printers another year.
{contact} asked how long {product} stays supported. Two years, told so.
Asked about plans for {month}: nothing big, maybe a kiosk in the {place}.
{contact} wants one invoice instead of three.
Went over who gets alerts at night. Now {other} as well.
Tested the second line together, switches over in {n} seconds.
{contact} away for three weeks; {other} is our person until then.
Camera in the {place} shall go on its own network.
{contact} sent the new floor plan.
Short call on the domain transfer, code arrives by post.
They think about shared tablets in the {place}. Wants two to try.
Sent the numbers for {product}; {contact} needs them for a grant.
{contact} asked for a copy of the data processing agreement.
Clarified: weekend cover is not in the contract. {contact} will think about it.
""".strip().splitlines()

BAD = """
{contact} annoyed: third call about {product} this month.
Ticket from {day} still open. {contact} wants a name and a date.
{contact} says nobody called back. True, it fell through when {colleague} was away.
Invoice wrong again, {n} seats too many. {contact} short.
{contact} asked for the notice period. Was "just checking".
The {place} could not work for two hours. {contact} furious, rightly.
{contact}: "You were quicker before we signed."
{other} refuses to use {product}. {contact} stands between us.
Long list of small things. Taken together they weigh.
{contact} cut me short: "Just make it work."
Promised engineer did not come to the {place}. Apologised.
{contact} complains that everyone asks the same questions again.
Update broke {product} on {n} machines, rolled back by noon. Trust dented.
{contact} says the boss asks what they pay us for.
Price rise met with silence. Then: "Others are cheaper."
{contact} doubts that we know their {place} at all.
VPN down during their board meeting. {contact} had to explain it.
{contact} wants to talk to Ingrid directly next time.
Backup of the {place} failed {n} nights and they found out before us.
{contact} tired of {product}. So are we, frankly.
Waiting for spare parts since {month}; {contact} does not care whose fault it is.
{other} has called twice, no ticket was opened. Our mistake.
{contact} found out about the maintenance window from the outage.
Escalation about {product}. {contact} calm, which worries me more.
They count {n} hours of downtime this quarter; our list says less. Ours is wrong.
{contact} thinks the new technician is learning on their time.
Handover did not work, {contact} had to tell the whole story again.
{contact} says the answer was polite and useless.
""".strip().splitlines()

GOOD_MEETINGS = """
Walked the {place} with {contact} and {other}. Good mood, lots of ideas for {month}.
Looked at the year together: availability up, tickets down by a fifth. {contact} wants more of it.
Lunch with {contact}. They grow, they stay, they want us in the planning from the start.
{contact} showed us round the new {place}. We sketched the network on a napkin; kept it.
{other} presented their plans for two hours. Nobody looked at a phone.
Review with {contact}: every point green but printing, and they laughed about printing.
Workshop on {product} with {n} people. Clever questions, two pilots agreed.
{contact} brought cake for {colleague}. Also, they extend to the second site.
Walk-through after the move. {contact} ticked off the list and shook hands.
Met the whole board. {contact} opened with "these are the ones who answer the phone".
Planned the emergency drill together; {contact} takes the tabletop part.
Visit with {colleague}: found and fixed an old cable in the {place} in passing. Much goodwill.
""".strip().splitlines()

PLAIN_MEETINGS = """
Quarterly look at tickets with {contact}. Stable. Agreed to replace {n} laptops in {month}.
Measured the {place} for access points. Needs two more, quote follows.
{contact} and {other} disagree about {product}; we are to write down both options.
Went through the contract line by line with {contact}. Will think about telephony.
Inventory in the {place}: {n} devices nobody knew. {contact} decides which may go.
Showed what is new in {product}. Interest, no hurry.
Half a day on site: cabling in the {place}, then coffee with {contact}.
{contact} introduced the new head of the {place}. Polite, takes notes.
Talked about rules for private phones. Draft comes from {other}.
Discussed the budget with {contact}; server has to last until {month}.
Roadmap meeting, shorter than planned, {contact} was called away.
Trained {n} people on mail protection. Mixed attention.
Annual check of emergency contacts and access list with {contact}.
Looked at usage together: a third of the licences for {product} is never touched.
""".strip().splitlines()

BAD_MEETINGS = """
Difficult hour. {contact} had printed all {n} tickets and went through them one by one.
{contact} did not sit down. Wants a written plan for {product} by {day}.
Review cancelled at the door; {contact} had an outage to explain upstairs.
{other} said it aloud: they asked somebody else for a quote.
Met {contact} and the new controller. Only about price.
Apologised in person for the {place}. Heard, not forgiven yet.
{contact} wants penalties in the next contract. We talked about causes instead, mostly in vain.
Post-mortem on the {day} outage. Our part was bigger than we had written.
Tense. {contact} says we explain well and deliver late.
""".strip().splitlines()

SENT = """
Sent the minutes and the list of {n} points.
Sent the quote for {product}, valid until the end of {month}.
Confirmed {day}, 8 o'clock, {colleague} comes.
Reminded {contact} of the form for the new starters.
Sent the report for {month}.
Told {contact} that the replacement for {product} ships on {day}.
Answered {other}'s question on {product}, with the link to the rules.
Sent three dates for the next review, first one a {day}.
Information on the maintenance window {day} night.
Sent the access list for signature.
Asked for feedback on the draft for {product}, second time.
Passed on the manufacturer's answer about {product}.
Sent the key list for the {place}; {other} in copy.
Sent the instructions for {product} as a one-pager.
Reminded {contact} that {product} needs an order before {month}.
Photos of the finished cabinet in the {place}, for their file.
Told everybody at the {place} how long the work on {day} takes.
Sent the training slides; {n} people asked for them.
Offer for {n} screens, two sizes.
Thanked {contact} for the patience with {product}.
Sent the summary of yesterday's call, three lines.
Asked {contact} who stands in during the holidays.
Wished {contact} a good start in the new office.
Sent a comparison of the two options for the {place}.
""".strip().splitlines()

RECEIVED = """
{contact} writes that {other} starts on {day} and needs everything.
Asks for an extra line on the invoice: cost centre.
{contact} sends the signed order for {n} headsets.
Wants the report a day earlier from now on.
{contact} asks whether {product} may be used from abroad.
Sends photos of the cabinet in the {place}.
Asks for the phone number of the emergency line, again.
{contact} agrees to the offer, except for point {n}.
Question about shared calendars, answered the same day.
Two sentences: works now, thanks.
{contact} sends the names for the {product} training.
Wants to know why {product} asks for a second code.
Asks what {n} more seats would cost until {month}.
Sends a screenshot of a screenshot. It was {product}.
{contact} accepts {day}, but only before ten.
Asks us to talk to the builder of the {place} directly.
{contact} forwards the landlord's plan for the power cut.
Requests deletion of {n} old accounts.
Would like to move {day}'s appointment by a week.
""".strip().splitlines()

TAILS = """
Back to {contact} by {day}.
{colleague} knows.
Nothing to do for us.
Ask again in {month}.
Ticket is open.
Mention it in the review.
Put it on the list for {colleague}.
No hurry, says {contact}.
Must not slip.
Sent a short summary afterwards.
They decide after the {month} meeting.
""".strip().splitlines()
