"""The sixty customers of the sample company; ``plot`` says which story each one lives."""

from typing import NamedTuple


class Profile(NamedTuple):
    """What stands in the customer list before anything has happened."""

    name: str
    city: str
    country: str
    tongue: str
    segment: str
    seats: int
    plot: str
    ends_in: int
    """Days until the main contract's present term ends; of a lost one, minus the days since."""


LOGISTICS, MAKERS, HEALTH, LAW = "Logistics", "Manufacturing", "Healthcare", "Law and tax"
PUBLIC, TRADE, CRAFT = "Public and education", "Trade and hospitality", "Energy and crafts"

STORIES = (
    Profile("Vestergård Emballage A/S", "Aarhus", "DK", "da", MAKERS, 64, "silent_leaver", 95),
    Profile("Lundekvist Rederi AB", "Göteborg", "SE", "sv", LOGISTICS, 85, "rescued", 75),
    Profile("Zunftmeister Treuhand & Revision AG", "Zürich", "CH", "ch", LAW, 48, "captive", 124),
    Profile(
        "Kröpelinsche Medizintechnik GmbH & Co. KG",
        "Rostock",
        "DE",
        "de",
        HEALTH,
        120,
        "champion_left",
        110,
    ),
    Profile("Sæter & Vikhammer Arkitekter AS", "Bergen", "NO", "no", CRAFT, 34, "advocate", 64),
    Profile("Atelier Chantelombre Sàrl", "Lausanne", "CH", "fr", TRADE, 22, "in_love", 252),
    Profile(
        "Brunnhübner Brauerei & Gasthöfe KG", "Bamberg", "DE", "de", TRADE, 58, "complainer", 41
    ),
    Profile("Holmdal Fastigheter AB", "Malmö", "SE", "sv", PUBLIC, 40, "signed_and_dropped", 97),
    Profile("Wattmüllner Solartechnik GmbH", "Oldenburg", "DE", "de", CRAFT, 75, "warned", -160),
    Profile("Hollerbeck Präzisionsteile", "Solingen", "DE", "de", MAKERS, 52, "unnoticed", -205),
)

OTHERS = (
    Profile("Nordwindt Spedition GmbH", "Bremen", "DE", "de", LOGISTICS, 110, "busy", 178),
    Profile("Ostseefracht Kontor", "Lübeck", "DE", "de", LOGISTICS, 46, "souring", 92),
    Profile("Hafenmeyer Schiffsausrüster", "Hamburg", "DE", "de", LOGISTICS, 38, "quiet", 71),
    Profile("Ahlersbeck & Söhne", "Leer", "DE", "de", MAKERS, 29, "bumpy", 133),
    Profile("Lindvallen Möbler AB", "Jönköping", "SE", "sv", MAKERS, 55, "loyal", 208),
    Profile("Praxisverbund Silbersee", "Schwerin", "DE", "de", HEALTH, 31, "steady", 33),
    Profile("Klinik Rosenhügel gGmbH", "Kassel", "DE", "de", HEALTH, 180, "busy", 286),
    Profile("Kanzlei Thorbrügge Partner mbB", "Münster", "DE", "de", LAW, 27, "loyal", 141),
    Profile("Steuerbüro Kattenstroth", "Gütersloh", "DE", "de", LAW, 12, "distant", 12),
    Profile("Gemeinde Oberwieslach", "Oberwieslach", "DE", "de", PUBLIC, 66, "distant", 301),
    Profile("Stadtwerke Birkenfurt", "Birkenfurt", "DE", "de", CRAFT, 140, "steady", 229),
    Profile("Waldorfschule am Eschenteich", "Uelzen", "DE", "de", PUBLIC, 44, "steady", 249),
    Profile("Bäckerei Morgenrödt", "Erfurt", "DE", "de", TRADE, 18, "bargain", 34),
    Profile("Hotelgruppe Dünenglück", "Westerland", "DE", "de", TRADE, 72, "bumpy", 57),
    Profile("Elbtaler Kältetechnik", "Pirna", "DE", "de", CRAFT, 37, "rising", 160),
    Profile(
        "Landwirtschaftliche Erzeugergemeinschaft Südheide-Wendland eG",
        "Lüchow",
        "DE",
        "de",
        MAKERS,
        49,
        "steady",
        117,
    ),
    Profile("Optik Sehfreund", "Gera", "DE", "de", TRADE, 14, "lost_on_price", -96),
    Profile("Verlag Dreilindenhof", "Weimar", "DE", "de", TRADE, 33, "lost_to_a_merger", -22),
    Profile("Tierklinik Heidschnucke", "Soltau", "DE", "de", HEALTH, 21, "loyal", 85),
    Profile("Orgelbau Pfeiffenberger", "Passau", "DE", "de", CRAFT, 11, "distant", 273),
    Profile("Zahnlabor Perlweiß", "Fulda", "DE", "de", HEALTH, 19, "steady", 5),
    Profile("Schrauben Eisenlohr KG", "Hagen", "DE", "de", MAKERS, 95, "souring", 62),
    Profile("Rheinblick Seniorenstifte", "Boppard", "DE", "de", HEALTH, 88, "bumpy", 197),
    Profile("Kulturforum Alte Ziegelei", "Cottbus", "DE", "de", PUBLIC, 17, "prospect", 0),
    Profile("Mühlbach Getreide AG", "Winterthur", "CH", "ch", MAKERS, 42, "steady", 334),
    Profile("Notariat Aebersoldt", "Bern", "CH", "ch", LAW, 15, "distant", 154),
    Profile("Bergbahnen Piz Sarduna", "Scuol", "CH", "ch", TRADE, 61, "rising", 186),
    Profile("Orologeria Valmarenca SA", "Lugano", "CH", "it", MAKERS, 28, "loyal", 262),
    Profile("Cave des Trois Cloches", "Sion", "CH", "fr", TRADE, 13, "quiet", 148),
    Profile("Cabinet Perrolaz & Associés", "Genève", "CH", "fr", LAW, 36, "souring", 102),
    Profile("Menuiserie Vauclaire Frères", "Colmar", "FR", "fr", CRAFT, 24, "steady", 290),
    Profile("Transports Merlimont", "Strasbourg", "FR", "fr", LOGISTICS, 57, "bumpy", 221),
    Profile("Clinique des Glycines", "Metz", "FR", "fr", HEALTH, 78, "lost_on_quality", -48),
    Profile("Sjöbodens Fiskexport AB", "Kalmar", "SE", "sv", LOGISTICS, 32, "steady", 44),
    Profile("Tallbackens Friskola", "Växjö", "SE", "sv", PUBLIC, 50, "rising", 171),
    Profile("Hjärterö Kommun", "Hjärterö", "SE", "sv", PUBLIC, 130, "distant", 345),
    Profile("Advokatbyrån Silfverklang", "Uppsala", "SE", "sv", LAW, 23, "loyal", 99),
    Profile("Norrglimt Energi AB", "Umeå", "SE", "sv", CRAFT, 91, "busy", 242),
    Profile("Bageri Kanelbo", "Lund", "SE", "sv", TRADE, 10, "prospect", 0),
    Profile("Skagerbo Køl & Frys ApS", "Hirtshals", "DK", "da", LOGISTICS, 43, "souring", 63),
    Profile("Tandlægerne Rosenbæk", "Odense", "DK", "da", HEALTH, 20, "steady", 305),
    Profile("Møllegaardens Efterskole", "Ribe", "DK", "da", PUBLIC, 26, "quiet", 212),
    Profile("Revisionshuset Fjordbro", "Vejle", "DK", "da", LAW, 30, "bargain", 78),
    Profile("Havnekjær Byg A/S", "Esbjerg", "DK", "da", CRAFT, 68, "reduced", 128),
    Profile("Fjordlaks Oppdrett AS", "Ålesund", "NO", "no", MAKERS, 54, "rising", 327),
    Profile("Tindevåg Hotell", "Svolvær", "NO", "no", TRADE, 35, "bumpy", 18),
    Profile("Revekroken Barnehager SA", "Drammen", "NO", "no", PUBLIC, 45, "prospect", 0),
    Profile("Karhunkoski Konepaja Oy", "Tampere", "FI", "fi", MAKERS, 73, "busy", 112),
)

FAR = (  # names that run the other way
    Profile("בית הדפוס אלונים", "Haifa", "IL", "he", MAKERS, 19, "steady", 67),
    Profile("مخبز النخلة الذهبية", "Berlin", "DE", "ar", TRADE, 12, "loyal", 279),
)
