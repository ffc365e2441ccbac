"""What arrives at the service desk, and what people write under a smiley afterwards."""

TITLES = """
Printer in the {place} prints blank pages
Cannot sign in after the holidays
Calendar shows wrong times
VPN drops every hour from home
New starter on {day}, full set-up
Laptop fan very loud
Phone in the {place} rings twice and goes dead
{product}: licence expired message
Scanner sends to the wrong folder
No Wi-Fi in the {place}
Screen stays black on docking station
Shared mailbox gone for {n} people
Mail to a supplier bounces
Suspicious attachment opened, please look
Please restore a folder deleted on {day}
Slow start, ten minutes every morning
Label printer jams after {n} labels
Account locked out again
Meeting room {n}: camera not found
Need access to the archive for {other}
{product} update asks for administrator
Cash desk cannot print receipts
Backup warning {n} nights in a row
File server full
Mouse and keyboard swapped between desks
Forward calls during the staff meeting
Certificate warning on the web shop
Old tablet does not charge
Spam wave since {day}
Time clock shows yesterday
Cable under the desk in the {place} loose
Calls from abroad do not arrive
Password reset for {other}
Monitor flickers when the lift moves
Cannot open drawing, file locked
{product} very slow since the update
Remove access of a former colleague
Headset echo in calls
Order form sends empty mails
Server room too warm
Internet down in the {place}
Handheld scanner loses connection at gate {n}
Door display offline
Projector in the {place} shows only blue
Two-step sign-in on a new phone
Export to the tax adviser fails
Please install the drawing program on {n} machines
Hold music far too loud
Signature in mails shows the old address
Database error when booking
""".strip().splitlines()

GOOD_COMMENTS = """
Quick and friendly, thank you!
Solved on the first call.
{colleague} explained it so that even I understood.
Super schnell, danke!
Perfect. And he called back to check.
As always.
Back to work in ten minutes.
Very patient with me.
Tack, perfekt!
Merci, très rapide.
Nobody ever fixed that printer before {colleague}.
Gern wieder, lieber nicht so bald :-)
""".strip().splitlines()

FAIR_COMMENTS = """
Works now, took a while.
Fine, but I had to explain it twice.
Solved. Would have liked to know why.
In Ordnung.
Had to ask what the state was.
It holds for now.
""".strip().splitlines()

BAD_COMMENTS = """
Closed without asking me. It still does not work.
Three days for a password.
Third time this month.
Nobody called back.
Wieder von vorne erklärt.
I fixed it myself in the end.
Had to send my people home.
Ticket closed, problem open.
""".strip().splitlines()

NPS_GOOD = """
They know our place and pick up the phone.
Would miss {colleague}.
Straight answers, even when the answer is no.
No surprises.
Feels like our own department.
""".strip().splitlines()

NPS_FAIR = """
Good people, slow processes.
Fine as long as nothing big happens.
Solid. Not exciting.
We rarely hear from you unless we call.
Price is at the upper end.
""".strip().splitlines()

NPS_BAD = """
Too many promises, too few dates.
We feel small.
Every time somebody new.
Paying for support and doing it ourselves.
You were quicker before we signed.
""".strip().splitlines()
