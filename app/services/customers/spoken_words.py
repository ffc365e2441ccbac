"""The words of spoken dates that Rapport understands by itself: English and German."""

WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "monday mon montag mo",
            "tuesday tue tues dienstag di",
            "wednesday wed mittwoch mi",
            "thursday thu thur thurs donnerstag do",
            "friday fri freitag fr",
            "saturday sat samstag sonnabend sa",
            "sunday sun sonntag so",
        )
    )
    for word in words.split()
}

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "january jan januar jänner",
            "february feb februar",
            "march mar märz mär mrz",
            "april apr",
            "may mai",
            "june jun juni",
            "july jul juli",
            "august aug",
            "september sep sept",
            "october oct oktober okt",
            "november nov",
            "december dec dezember dez",
        ),
        start=1,
    )
    for word in words.split()
}

# days from today
NEAR = {
    "today": 0,
    "heute": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "heute früh": 0,
    "heute morgen": 0,
    "heute mittag": 0,
    "heute nachmittag": 0,
    "heute abend": 0,
    "yesterday": -1,
    "gestern": -1,
    "last week": -7,
    "letzte woche": -7,
    "the day before yesterday": -2,
    "day before yesterday": -2,
    "vorgestern": -2,
    "tomorrow": 1,
    "morgen": 1,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "übermorgen": 2,
}

NOW = {"now", "just now", "jetzt", "gerade", "gerade eben"}

# ends of stretches: (unit, how many units on)
ENDS = {
    "this week": ("week", 0),
    "diese woche": ("week", 0),
    "end of week": ("week", 0),
    "end of the week": ("week", 0),
    "ende der woche": ("week", 0),
    "wochenende": ("week", 0),
    "next week": ("week", 1),
    "nächste woche": ("week", 1),
    "kommende woche": ("week", 1),
    "end of next week": ("week", 1),
    "ende nächster woche": ("week", 1),
    "this month": ("month", 0),
    "diesen monat": ("month", 0),
    "end of month": ("month", 0),
    "end of the month": ("month", 0),
    "eom": ("month", 0),
    "ende des monats": ("month", 0),
    "monatsende": ("month", 0),
    "next month": ("month", 1),
    "nächsten monat": ("month", 1),
    "end of next month": ("month", 1),
    "ende nächsten monats": ("month", 1),
    "end of quarter": ("quarter", 0),
    "end of the quarter": ("quarter", 0),
    "quartalsende": ("quarter", 0),
    "ende des quartals": ("quarter", 0),
    "end of year": ("year", 0),
    "end of the year": ("year", 0),
    "jahresende": ("year", 0),
    "ende des jahres": ("year", 0),
}

COUNTS = {
    word: number
    for number, words in {
        1: "a an one ein eine einer einem einen",
        2: "two zwei",
        3: "three drei",
        4: "four vier",
        5: "five fünf",
        6: "six sechs",
        7: "seven sieben",
        8: "eight acht",
        9: "nine neun",
        10: "ten zehn",
        12: "twelve zwölf",
        14: "fourteen vierzehn",
    }.items()
    for word in words.split()
}

UNITS = {
    word: unit
    for unit, words in {
        "minute": "minute minutes min mins minuten",
        "hour": "hour hours h hr hrs stunde stunden",
        "day": "day days d tag tage tagen",
        "week": "week weeks w woche wochen",
        "month": "month months monat monate monaten",
        "year": "year years jahr jahre jahren",
    }.items()
    for word in words.split()
}

LAST = {"last", "letzten", "letzter", "letzte", "vergangenen"}
NEXT = {"next", "nächsten", "nächster", "nächste", "kommenden"}

# what may stand before a date and says nothing of its own
LEADS = ("on ", "at ", "by ", "until ", "till ", "before ", "due ", "am ", "um ", "bis ", "zum ")
