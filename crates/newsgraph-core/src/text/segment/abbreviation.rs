//! Words that are written with a full stop of their own.

/// What a full stop after a word says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stop {
    /// Belongs to the word, which never ends a sentence ("Mr.").
    Inner,
    /// Belongs to the word, which may end a sentence ("U.S.").
    Either,
    /// Belongs to the word only before a number ("No. 10").
    BeforeNumber,
    /// Belongs to the word only before a comma, a number or a month ("Sun.").
    BeforeDate,
    /// Belongs to the word only after a comma ("Boston, Mass.").
    AfterComma,
}

const INNER: &[&str] = &[
    "Adm", "Amb", "Atty", "Brig", "Capt", "Cmdr", "Col", "Comdr", "Cpl", "Det", "Dr", "Fr", "Ft", "Gen",
    "Gens", "Gov", "Govs", "Hon", "Insp", "Lt", "Maj", "Messrs", "Mlle", "Mme", "Mr", "Mrs", "Ms", "Msgr",
    "Mt", "Mx", "Pfc", "Pres", "Prof", "Profs", "Pvt", "Rep", "Reps", "Rev", "Rt", "Sen", "Sens", "Sgt",
    "Spc", "St", "Ste", "Supt", "Ven",
];
const EITHER: &[&str] = &[
    "Apr", "Aug", "Ave", "Blvd", "Bros", "Co", "Corp", "Dec", "Dept", "Esq", "Feb", "Inc", "Jan", "Jr",
    "Jul", "Jun", "Ltd", "Mar", "Nov", "Oct", "Rd", "Sep", "Sept", "Sr",
];
const STATES: &[&str] = &[
    "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La",
    "Mass", "Md", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ont", "Ore", "Pa", "Tenn",
    "Tex", "Va", "Vt", "Wash", "Wis", "Wyo",
];

/// How a full stop after `word` is to be read; `None` where the word is no abbreviation.
pub(super) fn stop(word: &str) -> Option<Stop> {
    if dotted(word) {
        return Some(Stop::Either);
    }
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if c.is_uppercase() => return Some(Stop::Inner),
        (Some(_), Some(_)) if word.len() <= 8 => {}
        _ => return None,
    }
    if INNER.binary_search(&word).is_ok() {
        return Some(Stop::Inner);
    }
    if EITHER.binary_search(&word).is_ok() {
        return Some(Stop::Either);
    }
    if STATES.binary_search(&word).is_ok() {
        return Some(Stop::AfterComma);
    }
    match word {
        "vs" | "approx" | "Messrs" | "MR" | "MRS" | "DR" | "MS" | "GEN" | "SEN" | "GOV" | "REP" | "Cf"
        | "cf" => Some(Stop::Inner),
        "etc" | "plc" => Some(Stop::Either),
        "No" | "Nos" | "no" | "nos" | "NO" | "Art" | "Fig" | "fig" | "Sec" | "Vol" | "vol" | "Ch" | "pp" => {
            Some(Stop::BeforeNumber)
        }
        "Mon" | "Tue" | "Tues" | "Wed" | "Thu" | "Thur" | "Thurs" | "Fri" | "Sat" | "Sun" => {
            Some(Stop::BeforeDate)
        }
        _ => None,
    }
}

/// "U.S", "a.m", "Ph.D": single letters (or two) parted by full stops.
pub(super) fn dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let n = part.chars().take(3).count();
            (n == 1 || n == 2) && part.chars().all(char::is_alphabetic)
        })
        && word.split('.').any(|part| part.chars().nth(1).is_none())
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_are_sorted() {
        for list in [super::INNER, super::EITHER, super::STATES] {
            assert!(list.is_sorted());
        }
    }
}
