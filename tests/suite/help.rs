//! What the command line says of itself: the list of commands, the help and the man page of each.

use crate::sandbox::Sandbox;

/// The commands that `engross --help` lists, each with what it says of it on one line.
fn listed(sandbox: &Sandbox) -> Vec<(String, String)> {
    let help = sandbox.run(&["-h"]).out;
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let mut commands: Vec<(String, String)> = Vec::new();
    for line in list.lines() {
        match line.strip_prefix("  ").unwrap() {
            more if more.starts_with(' ') => {
                let about = &mut commands.last_mut().unwrap().1;
                *about = format!("{about} {}", more.trim());
            }
            command => {
                let (name, about) = command.split_once(' ').unwrap();
                commands.push((name.to_owned(), about.trim().to_owned()));
            }
        }
    }
    commands.into_iter().filter(|(name, _)| name != "help").collect()
}

/// Each command, and each that stands below another, shows how it is called.
#[test]
fn every_help_has_an_example() {
    let sandbox = Sandbox::new();
    let mut commands: Vec<Vec<String>> = listed(&sandbox).into_iter().map(|(name, _)| vec![name]).collect();
    let ledger = ["init", "verify", "checkpoint", "export", "import", "erase"].map(|name| ["ledger", name]);
    commands.extend(ledger.iter().chain(&[["receipt", "verify"]]).map(|names| names.map(str::to_owned).to_vec()));
    for names in commands {
        let args: Vec<&str> = names.iter().map(String::as_str).chain(["--help"]).collect();
        let help = sandbox.run(&args).out;
        let call = format!("  engross {}", names[0]);
        assert!(help.contains("Example") && help.contains(&call), "{args:?}: {help}");
    }
}

/// The list is made before a command's arguments are: neither may know what the other does not.
#[test]
fn a_command_says_of_itself_what_the_list_says() {
    let sandbox = Sandbox::new();
    let commands = listed(&sandbox);
    assert!(commands.len() > 20, "{commands:?}");
    for (name, about) in commands {
        let help = sandbox.run(&[&name, "--help"]).out;
        let said = help.split("\n\n").next().unwrap().replace('\n', " ");
        assert_eq!(said, about, "engross {name} --help");
        let page = sandbox.run(&["man", &name]).out.replace("\\-", "-");
        assert!(page.contains(&format!("engross-{name} - {about}")), "engross man {name}: {page}");
    }
}
