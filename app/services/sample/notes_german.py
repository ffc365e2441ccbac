"""Notes that our people wrote in German, for customers who speak it; same shape as ``notes``."""

GOOD = """
{contact} lobt {colleague}: kam, sah, lief.
Kurzer Anruf, Umstellung {product} ohne Reibung. {contact} sehr zufrieden.
{contact} möchte {product} jetzt auch für den zweiten Standort.
Gutes Gespräch über das nächste Jahr, {n} Plätze mehr sind eingeplant.
„Endlich Ruhe“, sagt {contact}. Gemeint ist das WLAN.
Rücksicherung gemeinsam geprobt, klappt. {contact} hat mitgeschrieben.
{contact} ruft nur an, um danke zu sagen.
Prüfung bestanden, unsere Unterlagen haben geholfen.
""".strip().splitlines()

PLAIN = """
{contact} braucht bis {day} ein Angebot für {n} Bildschirme.
Die Aushilfe geht Ende {month}, Postfach weiterleiten an {contact}.
Wartungsfenster abgestimmt: {day} ab 18 Uhr.
Frage zur Rechnung geklärt, war die Kostenstelle.
{contact} meldet sich nach der Inventur wieder.
Zwischen den Jahren geschlossen, nur Notfälle.
Neue Kollegin fängt am Ersten an, Rechte wie {other}.
Liste der Geräte für die Versicherung geschickt.
Umzug ins neue Lager verschiebt sich auf {month}.
{contact} prüft {product} mit der Geschäftsführung.
Altgeräte abholen lassen: {n} Stück, stehen im Keller.
Datenschutz: {contact} möchte den Vertrag noch einmal sehen.
Schulung für den Empfang, halber Tag, Termin folgt.
{contact} fragt nach Tablets für die Werkstatt, will zwei probieren.
""".strip().splitlines()

BAD = """
{contact} verärgert: seit {day} keine Rückmeldung.
Wieder {product}. „So geht das nicht weiter.“
Rechnung falsch, zum zweiten Mal. Entschuldigt und berichtigt.
{contact} fragt nach der Kündigungsfrist, wollte nicht sagen, warum.
Techniker kam ohne das Ersatzteil. {contact} sauer, zu Recht.
Halber Tag Stillstand in der Auftragsannahme. Geschäftsführung will einen Bericht.
{contact}: „Vor der Unterschrift ging das schneller.“
Lange Liste, viele Kleinigkeiten, schlechte Stimmung.
""".strip().splitlines()
