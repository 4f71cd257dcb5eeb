//! What is wrong with a typed field: the rule it breaks, so that the screen can say it in the user's language.

/// Whether the input is refused or merely questioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Unusual: the user may confirm it as it is.
    Warning,
    /// Refused until corrected.
    Error,
}

/// The rule a field breaks. A variant exists only if the screen has words for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldRule {
    /// Nothing was given.
    Required,
    /// Longer than the field allows.
    TooLong,
    /// Control characters, or characters the field does not take.
    InvalidCharacters,
    /// Not a date.
    InvalidDate,
    /// A birth date after today.
    InFuture,
    /// A birth date more than 120 years ago.
    TooOld,
    /// Not a time of day.
    InvalidTime,
    /// Not a phone number at all.
    InvalidPhone,
    /// Neither a French nor an international number.
    UnusualPhone,
    /// Not an e-mail address.
    InvalidEmail,
    /// The two check digits of the French social security number do not match it.
    NirKey,
    /// Someone already has it.
    AlreadyUsed,
    /// Refers to something that does not exist.
    Unknown,
    /// Refers to something that was deactivated.
    Inactive,
    /// Not on the five-minute grid.
    OffGrid,
    /// Not between 5 and 480 minutes.
    DurationOutOfRange,
    /// Starts before now.
    InPast,
    /// Ends after midnight.
    AcrossMidnight,
    /// A local time the spring clock change skips.
    SkippedLocalTime,
    /// A password that is too short.
    TooShort,
    /// A password of too few kinds of characters for its length.
    TooSimple,
    /// A password that contains the user name.
    ContainsUsername,
    /// The current password does not match.
    WrongPassword,
    /// The new password is the current one.
    SamePassword,
    /// Ends before, or when, it starts.
    EndsBeforeStart,
    /// Shares time with another span of the same day.
    OverlapsAnother,
    /// Not between 1 and 480 minutes.
    DelayOutOfRange,
    /// Not between 1 and 240 minutes.
    AlertOutOfRange,
    /// Not a colour of the form #rrggbb.
    InvalidColor,
    /// A password that is guessed at once: a common one, or a variant of one.
    CommonPassword,
    /// Not the practice's recovery code.
    WrongCode,
    /// Not between 1 and 120 minutes.
    IdleOutOfRange,
    /// Not the address of a server.
    InvalidAddress,
    /// The address of a server elsewhere that does not ask for encryption.
    NotEncrypted,
    /// The address of a server that is too old to be used.
    ServerTooOld,
    /// The address of a base that is damaged, from a newer version of the program, or not open to this account.
    BaseUnreadable,
}

/// One finding on one field; `field` is the name of the input's property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldIssue {
    /// Name of the property in the input, e.g. `lastName`.
    pub field: &'static str,
    /// What it breaks.
    pub rule: FieldRule,
    /// Refused or questioned.
    pub severity: Severity,
}

/// Collects every finding of a form, so that the user sees them all at once.
#[derive(Debug, Default)]
pub struct Findings(Vec<FieldIssue>);

impl Findings {
    /// Notes an error on `field`.
    pub fn error(&mut self, field: &'static str, rule: FieldRule) {
        self.push(field, rule, Severity::Error);
    }

    /// Notes a question on `field`.
    pub fn warning(&mut self, field: &'static str, rule: FieldRule) {
        self.push(field, rule, Severity::Warning);
    }

    fn push(&mut self, field: &'static str, rule: FieldRule, severity: Severity) {
        self.0.push(FieldIssue {
            field,
            rule,
            severity,
        });
    }

    /// The parsed value, or none with the error noted on `field`.
    pub fn parsed<T>(&mut self, field: &'static str, result: Result<T, FieldRule>) -> Option<T> {
        result.map_err(|rule| self.error(field, rule)).ok()
    }

    /// Ends the form: `value` if it was complete and nothing stands against it.
    ///
    /// # Errors
    /// The findings, when one is an error, or a warning that was not accepted.
    pub fn finish<T>(self, value: Option<T>, accept_warnings: bool) -> Result<T, Vec<FieldIssue>> {
        let refused = self
            .0
            .iter()
            .any(|issue| issue.severity == Severity::Error || !accept_warnings);
        match value {
            Some(value) if !refused => Ok(value),
            _ => Err(self.0),
        }
    }
}

/// The single error `rule` on `field`.
#[must_use]
pub fn issue(field: &'static str, rule: FieldRule) -> Vec<FieldIssue> {
    vec![FieldIssue {
        field,
        rule,
        severity: Severity::Error,
    }]
}

/// Both values, or every finding of both.
///
/// # Errors
/// The findings.
pub fn both<A, B>(
    a: Result<A, Vec<FieldIssue>>,
    b: Result<B, Vec<FieldIssue>>,
) -> Result<(A, B), Vec<FieldIssue>> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(mut issues), Err(more)) => {
            issues.extend(more);
            Err(issues)
        }
        (Err(issues), Ok(_)) | (Ok(_), Err(issues)) => Err(issues),
    }
}
