//! What streets are called.

/// What streets are called behind their names.
pub(in crate::redline) const BEHIND: [&str; 22] = [
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "lane",
    "drive",
    "dr",
    "boulevard",
    "blvd",
    "square",
    "way",
    "parkway",
    "pkwy",
    "court",
    "highway",
    "quay",
    "terrace",
    "crescent",
    "plaza",
    "row",
];

/// What streets are called before their names.
pub(in crate::redline) const BEFORE: [&str; 20] = [
    "rue",
    "avenue",
    "boulevard",
    "place",
    "quai",
    "chemin",
    "allée",
    "impasse",
    "cours",
    "via",
    "viale",
    "piazza",
    "corso",
    "calle",
    "avenida",
    "plaza",
    "paseo",
    "rua",
    "ulica",
    "ul",
];

/// How the names of streets end where what they are called is a part of them.
pub(in crate::redline) const ENDS: [&str; 12] =
    ["straße", "strasse", "str", "weg", "platz", "allee", "gasse", "ufer", "damm", "straat", "laan", "gracht"];
