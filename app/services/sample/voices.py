"""Promises, feedback, wishes and plans in the words they were given in."""

from typing import NamedTuple

PROMISES = """
Send the quote for {product}
Call {contact} back about {product}
Engineer on site in the {place} to look at the cabling
Write up what happened on {day} and what we change
Credit note for the double invoice
Loan laptop for {other}
List of unused licences
Set up {n} new machines
Draft of the emergency plan
Move the {place} to the new Wi-Fi
Find out from the manufacturer when {product} is fixed
Training date for the {place} team
Proposal for the second line
Clean up access rights with {other}
Monthly report with the numbers {contact} asked for
Replace the worn docking stations
Test restore of the {place} share
Written answer on data retention
Price for a three-year term
Bring a second access point to try
""".strip().splitlines()

THEIR_PROMISES = """
Send names of the new starters
Signed order back to us
Decide on {product} after the board meeting
Key for the cabinet in the {place}
List of who may order
Introduce us to the new controller
""".strip().splitlines()


class Voice(NamedTuple):
    """Feedback as heard, what could be done about it, what came of it; ``about`` what we sell."""

    kind: str
    text: str
    action: str
    outcome: str
    about: str = ""


VOICES = tuple(
    Voice(*(part.strip() for part in line.split("|")))
    for line in """
complaint|I have to tell the same story to everyone who picks up.|Call notes now open with the \
ticket|Says it is better now
complaint|Tickets get closed although nothing works.|Desk asks before closing|Counted for a \
month: none
complaint|We hear of maintenance when the screens go dark.|Notice three working days ahead by \
mail and phone|Confirmed after the next window
complaint|Your invoices need a translator.|One page per site, with the cost centre|Accounting \
is happy
complaint|On Mondays nobody answers before nine.|Desk starts at half past seven on Mondays|\
Tried it, works
complaint|The new firewall blocks our biggest supplier.|Rule corrected, list of partners kept \
with us|Mails arrive|Firewall subscription
complaint|Nine days for one docking station is a joke.|Small stock of the usual parts at our \
office|Next one came the same day
complaint|Der Techniker wusste nicht, wo unser Serverraum ist.|Site sheet with photos for every \
visit|Passt jetzt
complaint|Printing labels stops whenever you update something.|Label printers out of the \
automatic updates|Two updates without trouble|Print service
praise|Your people are the first who explain without making you feel stupid.|Read out in the \
team meeting|
praise|Restoring the drawings on that Sunday saved our delivery.|Passed on to the two who came \
in||Backup and restore
praise|We were back before the customers noticed.|||Backup and restore
praise|Ihr seid die Einzigen, die zurückrufen.||
wish|Could we see our own tickets somewhere?|Portal opened for a trial|Uses it weekly
wish|A short training for new people, every quarter.|Quarterly hour for all new starters|First \
one held
wish|One button on the phone for "the line is down".|Button programmed on every reception phone|\
Pressed it once, worked|Telephony
wish|A plain list of what we pay for and do not use.|Licence list with the review|Cancelled two \
licences, content
wish|Please warn us before a contract renews by itself.|Reminder a month before the notice date|\
Got it, thanked us
wish|An evening a year with your other customers.|Customer evening planned|
remark|The hold music is getting on everyone's nerves.|Changed it|Noticed at once|Telephony
remark|Since the move we print half as much.|||Print service
remark|Our auditors ask more about backups every year.|Yearly restore report|Auditor took it|\
Backup and restore
mention|Named us in the trade paper as "our people for everything with a plug".||
mention|Asked in the local business forum who can be trusted; answered with our name.||
""".strip().splitlines()
)

EXPECTATIONS = """
A person who knows us answers the phone
Tell us before it breaks, not after
Never more than half a day without the {place}
One invoice that we can read
Honest advice, also when it means buying nothing
Somebody on site within four hours
New people can work on their first day
No update in our season
Explain it so that the board understands
Keep the knowledge when {colleague} is away
The price stays what was agreed
Be as careful with our data as we are
""".strip().splitlines()


class Plan(NamedTuple):
    """A customer's own goal and our part in it."""

    text: str
    our_part: str


PLANS = tuple(
    Plan(*line.split("|"))
    for line in """
Open a second site next year|Network, phones and people ready on the day
Half the paper by the end of the year|Archive and scanning in the office
Pass the information security audit|Documents, restore proof, awareness hours
Sell online beside the shop|Hosting, payment link, monitoring
Shift planning on the phone for everybody|Tablets, accounts, a helpdesk hour
Hand over to the next generation|Order in rights, contracts and knowledge
Grow by a fifth without more office staff|Automate orders between shop and books
Cut energy costs by a quarter|Fewer, newer servers and measured sockets
Never again a day without orders|Second line and a drill every year
Be the employer that young people choose|Working from anywhere, safely
""".strip().splitlines()
)

INITIATIVES = """
Emergency drill done together
Pilot of the ticket portal
Redesign of the monthly report
Paperless goods receipt
Shared on-call list for the season
Joint talk at the trade fair
Phishing test with their own examples
""".strip().splitlines()

PLACES = [
    "warehouse",
    "reception",
    "workshop",
    "head office",
    "branch",
    "canteen",
    "second floor",
    "showroom",
    "lab",
    "accounts department",
    "loading bay",
    "training room",
    "annex",
    "dispatch office",
]
THINGS = [
    "backup",
    "mail protection",
    "telephony",
    "file sharing",
    "VPN",
    "Wi-Fi",
    "archiving",
    "online orders",
    "monitoring",
    "time tracking",
    "label printing",
    "video meetings",
    "remote access",
    "single sign-on",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
