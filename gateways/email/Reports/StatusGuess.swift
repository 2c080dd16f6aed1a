// SPDX-License-Identifier: Apache-2.0

import SMTP

/// What servers mean that give no enhanced status code, or one that says nothing (5.0.0), by the words they use.
enum StatusGuess {
    /// nil where the words are none of those that we know.
    static func status(for words: String) -> EnhancedStatus? {
        let words = words.lowercased()
        return table.first { $0.phrases.contains { words.holds($0) } }?.status
    }

    /// In this order: what is more particular comes first.
    private static let table: [(status: EnhancedStatus, phrases: [String])] = [
        (
            EnhancedStatus(5, 2, 2),
            ["mailbox full", "mailbox is full", "quota", "out of storage", "insufficient storage", "postfach voll"]
        ),
        (
            EnhancedStatus(5, 3, 4),
            ["too large", "too big", "size limit", "exceeds the maximum", "exceeds maximum", "exceeds size"]
        ),
        (
            EnhancedStatus(5, 7, 1),
            [
                "spam", "blacklist", "blocklist", "blocked", "policy", "reputation", "dmarc", "spf", "dkim", "banned",
                "rbl",
            ]
        ),
        (
            EnhancedStatus(5, 1, 2),
            [
                "host not found", "domain not found", "no such domain", "couldn't find any host", "nxdomain",
                "unrouteable", "unroutable", "host unknown", "domain name not found",
            ]
        ),
        (
            EnhancedStatus(5, 1, 1),
            [
                "user unknown", "unknown user", "no such user", "no such recipient", "no such mailbox", "no mailbox",
                "recipient unknown", "unknown recipient", "does not exist", "doesn't exist", "doesn’t exist",
                "not found", "invalid recipient", "no such address", "address unknown", "unknown address",
                "mailbox unavailable", "recipient address rejected", "recipient rejected", "nobody here",
                "existiert nicht", "unbekannt", "unknown in virtual", "unknown in local",
            ]
        ),
        (
            EnhancedStatus(5, 2, 1),
            ["disabled", "inactive", "suspended", "deactivated", "not accepting", "no longer"]
        ),
        (
            EnhancedStatus(4, 4, 1),
            [
                "timed out", "timeout", "connection refused", "no route to host", "unreachable",
                "wasn't able to establish", "retry time", "could not connect", "couldn't connect", "lost connection",
            ]
        ),
        (EnhancedStatus(5, 7, 1), ["denied", "not allowed", "not authorized", "rejected", "refused"]),
    ]
}
