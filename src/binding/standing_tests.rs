//! Tables of the rules: who is bound by what, when, and why.

use std::collections::BTreeMap;

use super::*;
use crate::binding::{Calendar, Edition, admission::*};
use crate::model::agreement::Profile;
use crate::model::event::{Channel, Conduct, Hex32, Notice, Role};
use crate::model::name::Digest;

const PARTY: Hex32 = Hex32([1; 32]);
const ZONE: &str = "Asia/Shanghai";

/// A time of Shanghai: `2024-01-29` or `2024-01-29 08:00`.
fn at(s: &str) -> Instant {
    Instant::read_in(s, &crate::model::time::zone(ZONE).expect("zone")).expect(s)
}

fn edition(number: u8, published: &str, effective: &str, level: Level) -> Edition {
    Edition {
        version: format!("v{number}").parse().expect("version"),
        digest: Digest([number; 32]),
        label: None,
        published: at(published),
        effective: at(effective),
        level,
        prevailing: "zh-CN".into(),
        texts: BTreeMap::from([
            ("zh-CN".into(), Digest([100 + number; 32])),
            ("en".into(), Digest([200 + number; 32])),
        ]),
    }
}

fn rules(profile: Profile, editions: Vec<Edition>) -> Rules {
    let holidays = ["2024-01-01"].iter().map(|d| d.parse().expect("date")).collect();
    let calendar = Calendar { zone: crate::model::time::zone(ZONE).expect("zone"), holidays };
    let terms = Terms { profile, prerequisites: vec![], editions, drafts: vec!["draft".parse().expect("version")] };
    let mut closing = Terms {
        prerequisites: vec![slug("service")],
        editions: vec![edition(9, "2020-01-01", "2020-01-01", Level::Material)],
        ..terms.clone()
    };
    closing.profile.methods.retain(|m| *m != Method::Use);
    Rules { terms: BTreeMap::from([(slug("service"), terms), (slug("closing"), closing)]), calendar }
}

fn profile(notice_days: u32) -> Profile {
    Profile { continued_use: true, notice_days, minor_below: Some(18), ..Profile::default() }
}

fn slug(s: &str) -> Slug {
    s.parse().expect("slug")
}

/// Entries from lines such as `accept v1 2024-01-02`, `use 2024-02-01`, `notify v2 page 2024-01-01`.
fn history(rules: &Rules, lines: &[&str]) -> Vec<Recorded> {
    let event = |line: &&str| {
        let mut words = line.splitn(2, ' ');
        let (verb, rest) = (words.next().expect("verb"), words.next().expect("rest"));
        let (agreement, rest) = match rest.strip_prefix("closing ") {
            Some(rest) => (slug("closing"), rest),
            None => (slug("service"), rest),
        };
        let conduct = |t| Conduct { party_ref: PARTY, agreement: agreement.clone(), occurred_at: at(t) };
        match verb {
            "use" => Event::Use(conduct(rest)),
            "withdraw" => Event::Withdraw(conduct(rest)),
            "notify" => {
                let words: Vec<_> = rest.splitn(3, ' ').collect();
                let channel = Channel::ALL.into_iter().find(|c| c.as_str() == words[1]).expect("channel");
                Event::Notify(Notice {
                    agreement,
                    version: words[0].parse().expect("version"),
                    party_ref: (channel != Channel::Page).then_some(PARTY),
                    channel,
                    sent_at: at(words[2]),
                    delivered_at: rules.calendar.delivered(channel, at(words[2])),
                })
            }
            "accept" => {
                let (version, time) = rest.split_once(' ').expect("version and time");
                let editions = &rules.terms[&agreement].editions;
                let edition = editions.iter().find(|e| e.version.as_str() == version).expect("edition");
                Event::Accept(Acceptance {
                    agreement,
                    version: edition.version.clone(),
                    version_digest: edition.digest,
                    text_digest: edition.texts["zh-CN"],
                    language: "zh-CN".into(),
                    party_ref: PARTY,
                    method: Method::Click,
                    occurred_at: at(time),
                    actor: None,
                    page_sha256: None,
                    clauses_confirmed: vec![],
                    evidence_commit: None,
                })
            }
            _ => panic!("{line}"),
        }
    };
    lines.iter().zip(10..).map(|(line, index)| Recorded { index, event: event(line) }).collect()
}

/// The standing in one line: `pending v1 since 2024-01-02 by accepted [10], required v2`.
fn line(rules: &Rules, agreement: &str, lines: &[&str], time: &str) -> String {
    let Some(s) = standing(rules, &slug(agreement), &history(rules, lines), at(time)) else { return "none".into() };
    let name = |i: usize| rules.terms[&slug(agreement)].editions[i].version.to_string();
    let mut out = s.state.as_str().to_owned();
    if let Some(b) = &s.binding {
        let since = b.since.timestamp().to_zoned(rules.calendar.zone.clone()).strftime("%F").to_string();
        out += &format!(" {} since {since} by {} {:?}", name(b.edition), b.rule.as_str(), b.entries);
    }
    if let Some(required) = s.required {
        out += &format!(", required {}", name(required));
    }
    for missing in &s.missing {
        out += &format!(", missing {missing}");
    }
    out
}

fn check(rules: &Rules, acts: &[&str], expected: &[(&str, &str)]) {
    for (time, expected) in expected {
        assert_eq!(line(rules, "service", acts, time), *expected, "{acts:?} at {time}");
    }
}

fn two_versions(days: u32) -> Rules {
    let v1 = edition(1, "2023-01-01", "2023-01-01", Level::Material);
    rules(profile(days), vec![v1, edition(2, "2024-01-29", "2024-03-01", Level::Material)])
}

#[test]
fn new_parties_are_bound_at_publication_old_ones_at_the_effective_date() {
    let rules = two_versions(30);
    check(
        &rules,
        &[],
        &[
            ("2022-12-31", "none"),
            ("2023-06-01", "must-accept, required v1"),
            ("2024-02-01", "must-accept, required v2"),
        ],
    );
    check(
        &rules,
        &["accept v2 2024-02-01"],
        &[
            ("2024-02-01", "accepted v2 since 2024-02-01 by accepted [10]"),
            ("2024-04-01", "accepted v2 since 2024-02-01 by accepted [10]"),
        ],
    );
    check(
        &rules,
        &["accept v1 2023-05-05"],
        &[
            ("2023-05-04", "must-accept, required v1"),
            ("2024-01-28", "accepted v1 since 2023-05-05 by accepted [10]"),
            ("2024-01-29", "pending v1 since 2023-05-05 by accepted [10], required v2"),
            ("2024-02-29 23:59:59", "pending v1 since 2023-05-05 by accepted [10], required v2"),
            ("2024-03-01", "must-accept v1 since 2023-05-05 by accepted [10], required v2"),
        ],
    );
}

#[test]
fn a_coming_version_accepted_early_binds_from_its_effective_date() {
    check(
        &two_versions(30),
        &["accept v1 2023-05-05", "accept v2 2024-02-01"],
        &[
            ("2024-01-30", "pending v1 since 2023-05-05 by accepted [10], required v2"),
            ("2024-02-01", "accepted v1 since 2023-05-05 by accepted [10]"),
            ("2024-03-01", "accepted v2 since 2024-03-01 by accepted [11]"),
        ],
    );
}

#[test]
fn the_earliest_act_counts_and_nobody_steps_back() {
    let acts = ["accept v1 2023-06-01", "accept v1 2023-05-05", "accept v2 2024-03-05", "accept v1 2024-04-01"];
    check(
        &two_versions(30),
        &acts,
        &[
            ("2024-01-01", "accepted v1 since 2023-05-05 by accepted [11]"),
            ("2024-05-01", "accepted v2 since 2024-03-05 by accepted [12]"),
        ],
    );
}

#[test]
fn continued_use_counts_after_an_announcement_in_time() {
    let accepted = "accept v1 2023-05-05";
    let deemed = "deemed v2 since 2024-03-02 by deemed [11, 12]";
    let refused = "must-accept v1 since 2023-05-05 by accepted [10], required v2";
    for (days, notice, used, expected) in [
        // 30 calendar days before 1 March 2024 is 31 January
        (30, "notify v2 page 2024-01-31", "use 2024-03-02", deemed),
        (30, "notify v2 page 2024-01-31 00:01", "use 2024-03-02", refused),
        (30, "notify v2 email 2024-01-31", "use 2024-03-02", deemed),
        // registered mail arrives on the third day
        (30, "notify v2 post 2024-01-28", "use 2024-03-02", deemed),
        (30, "notify v2 post 2024-01-29", "use 2024-03-02", refused),
        (7, "notify v2 sms 2024-02-23", "use 2024-03-02", deemed),
        (7, "notify v2 sms 2024-02-24", "use 2024-03-02", refused),
        // use before the effective date says nothing about the new version
        (7, "notify v2 sms 2024-02-23", "use 2024-02-28", refused),
        // an announcement of another version
        (7, "notify v1 sms 2024-02-01", "use 2024-03-02", refused),
    ] {
        check(&two_versions(days), &[accepted, notice, used], &[("2024-03-03", expected)]);
    }
    // the earlier of page and mail
    let both = [accepted, "notify v2 post 2024-01-30", "notify v2 page 2024-01-30", "use 2024-03-02", "use 2024-03-01"];
    check(&two_versions(30), &both, &[("2024-03-03", "deemed v2 since 2024-03-01 by deemed [12, 14]")]);
    // without announcement, or where the profile does not say so, use accepts nothing
    check(&two_versions(30), &[accepted, "use 2024-03-02"], &[("2024-03-03", refused)]);
    let strict = Profile { continued_use: false, ..profile(30) };
    let rules = rules(strict, two_versions(30).terms[&slug("service")].editions.clone());
    check(&rules, &[accepted, "notify v2 page 2024-01-30", "use 2024-03-02"], &[("2024-03-03", refused)]);
}

#[test]
fn a_holiday_delays_a_delivery() {
    let v1 = edition(1, "2023-01-01", "2023-01-01", Level::Material);
    let rules = rules(profile(30), vec![v1, edition(2, "2023-12-29", "2024-01-31 12:00", Level::Material)]);
    let refused = "must-accept v1 since 2023-05-05 by accepted [10], required v2";
    for (notice, expected) in [
        ("notify v2 email 2023-12-31", "deemed v2 since 2024-02-02 by deemed [11, 12]"),
        // sent on New Year's Day: counts on the 2nd, 29 days and a half before
        ("notify v2 email 2024-01-01 09:00", refused),
        ("notify v2 post 2023-12-29", refused),
    ] {
        check(&rules, &["accept v1 2023-05-05", notice, "use 2024-02-02"], &[("2024-02-03", expected)]);
    }
}

#[test]
fn minor_versions_and_corrections_carry_until_a_material_one() {
    let rules = rules(
        profile(30),
        vec![
            edition(1, "2023-01-01", "2023-01-01", Level::Material),
            edition(2, "2023-06-01", "2023-07-01", Level::Minor),
            edition(3, "2023-08-01", "2023-08-01", Level::Correction),
            edition(4, "2024-01-01", "2024-02-01", Level::Material),
            edition(5, "2024-03-01", "2024-03-01", Level::Minor),
        ],
    );
    check(
        &rules,
        &["accept v1 2023-05-05"],
        &[
            ("2023-06-15", "pending v1 since 2023-05-05 by accepted [10]"),
            ("2023-07-01", "carried v2 since 2023-07-01 by carried [10]"),
            ("2023-09-01", "carried v3 since 2023-08-01 by carried [10]"),
            ("2024-01-15", "pending v3 since 2023-08-01 by carried [10], required v4"),
            ("2024-02-01", "must-accept v3 since 2023-08-01 by carried [10], required v4"),
            ("2024-03-01", "must-accept v3 since 2023-08-01 by carried [10], required v5"),
        ],
    );
    check(
        &rules,
        &["accept v1 2023-05-05", "accept v4 2024-02-02"],
        &[
            ("2024-02-03", "accepted v4 since 2024-02-02 by accepted [11]"),
            ("2024-03-01", "carried v5 since 2024-03-01 by carried [11]"),
        ],
    );
    let deemed = ["accept v1 2023-05-05", "notify v4 page 2024-01-01 10:00", "use 2024-03-05"];
    // delivered on New Year's Day, that is on the 2nd: exactly 30 days before 1 February
    check(&rules, &deemed, &[("2024-03-06", "deemed v5 since 2024-03-05 by deemed [11, 12]")]);
}

#[test]
fn withdrawal_ends_a_binding_and_a_new_acceptance_begins_one() {
    let acts = ["accept v1 2023-05-05", "withdraw 2023-07-01", "use 2023-08-01", "accept v2 2024-02-01"];
    check(
        &two_versions(30),
        &acts,
        &[
            ("2023-06-30", "accepted v1 since 2023-05-05 by accepted [10]"),
            ("2023-07-01", "withdrawn"),
            ("2023-09-01", "withdrawn"),
            ("2024-02-01", "accepted v2 since 2024-02-01 by accepted [13]"),
        ],
    );
    check(&two_versions(30), &["withdraw 2023-07-01"], &[("2023-08-01", "must-accept, required v1")]);
}

#[test]
fn use_accepts_where_the_profile_lists_it_as_a_method() {
    let mut rules = two_versions(30);
    let acts = ["use 2023-05-05", "accept v1 2023-05-07"];
    check(&rules, &acts, &[("2023-05-08", "accepted v1 since 2023-05-07 by accepted [11]")]);
    rules.terms.get_mut(&slug("service")).expect("terms").profile.methods.push(Method::Use);
    check(&rules, &acts, &[("2023-05-08", "accepted v1 since 2023-05-05 by used [10]")]);
}

#[test]
fn prerequisites_are_needed_at_the_time_of_the_act() {
    let rules = two_versions(30);
    let closing = |acts: &[&str], time| line(&rules, "closing", acts, time);
    assert_eq!(closing(&[], "2023-06-01"), "prerequisite-missing, required v9, missing service");
    let service = "accept v1 2023-05-05";
    assert_eq!(closing(&[service], "2023-06-01"), "must-accept, required v9");
    let accept = "accept closing v9 2023-06-01";
    assert_eq!(closing(&[accept], "2023-07-01"), "prerequisite-missing, required v9, missing service");
    assert_eq!(closing(&[accept, service], "2023-07-01"), "accepted v9 since 2023-06-01 by accepted [10]");
    // what was done before a withdrawal stays valid
    let acts = [service, accept, "withdraw 2023-07-01"];
    assert_eq!(closing(&acts, "2023-08-01"), "accepted v9 since 2023-06-01 by accepted [11]");
    let late = [service, "withdraw 2023-05-20", accept];
    assert_eq!(closing(&late, "2023-08-01"), "prerequisite-missing, required v9, missing service");
}

#[test]
fn circles_of_prerequisites_end() {
    let mut rules = two_versions(30);
    rules.terms.get_mut(&slug("service")).expect("terms").prerequisites.push(slug("closing"));
    assert_eq!(line(&rules, "service", &[], "2023-06-01"), "prerequisite-missing, required v1, missing closing");
}

#[test]
fn admission_chooses_the_version_and_refuses_with_the_reason() {
    let rules = two_versions(30);
    let proposal = |choice| Proposal {
        agreement: slug("service"),
        choice,
        method: Method::Click,
        at: at("2024-02-01"),
        now: at("2025-01-01"),
        language: None,
        age: None,
        role: Role::Oneself,
    };
    let named = |s: &str| proposal(Choice::Named(s.parse().expect("version")));
    let answer = |p: &Proposal, acts: &[&str]| {
        let admitted: Result<Admitted, Refusal> = admit(&rules, p, || Ok(history(&rules, acts)));
        admitted.map_or_else(|refusal| refusal.to_string(), |a| format!("{} {}", a.version, a.language))
    };
    let offered = proposal(Choice::Offered);
    assert_eq!(answer(&offered, &[]), "v2 zh-CN");
    assert_eq!(answer(&offered, &["accept v1 2023-05-05"]), "v1 zh-CN");
    assert_eq!(answer(&named("v2"), &["accept v1 2023-05-05"]), "v2 zh-CN");
    assert_eq!(answer(&proposal(Choice::Digest("02020202".into())), &[]), "v2 zh-CN");
    for (proposal, expected) in [
        (named("v7"), "`service` has no version `v7`: expected one of `v1`, `v2`"),
        (named("draft"), "version `draft` of `service` is a draft: only published versions can be accepted"),
        (
            Proposal { at: at("2026-01-01"), now: at("2024-01-01"), ..named("v2") },
            "version `v2` of `service` is published on 2024-01-28T16:00:00.000Z, after the act of 2023-12-31T16:00:00.000Z",
        ),
        (
            Proposal { at: at("2024-01-01"), ..named("v2") },
            "version `v2` of `service` is published on 2024-01-28T16:00:00.000Z, after the act of 2023-12-31T16:00:00.000Z",
        ),
        (
            Proposal { at: at("2022-01-01"), ..offered.clone() },
            "no version of `service` is published at 2021-12-31T16:00:00.000Z",
        ),
        (
            Proposal { method: Method::Use, ..named("v2") },
            "`service` is not accepted by `use`: expected one of `tick`, `click`, `email`, `signature`, `api`",
        ),
        (
            Proposal { age: Some(17), ..named("v2") },
            "a party of 17 years accepts `service` with a guardian only: expected 18 years or more",
        ),
        (Proposal { age: Some(17), role: Role::Guardian, ..named("v2") }, "v2 zh-CN"),
        (Proposal { age: Some(18), ..named("v2") }, "v2 zh-CN"),
        (Proposal { language: Some("en".into()), ..named("v2") }, "v2 en"),
        (
            Proposal { language: Some("fr".into()), ..named("v2") },
            "version `v2` has no text in `fr`: expected one of `en`, `zh-CN`",
        ),
        (
            Proposal { agreement: slug("nothing"), ..named("v2") },
            "no agreement `nothing`: expected one of `closing`, `service`",
        ),
        (
            Proposal { agreement: slug("closing"), ..offered.clone() },
            "`closing` presupposes `service`, which the party has not accepted by 2024-01-31T16:00:00.000Z",
        ),
    ] {
        assert_eq!(answer(&proposal, &[]), expected);
    }
}
