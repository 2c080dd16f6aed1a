// SPDX-License-Identifier: Apache-2.0

/// The header fields that we write: a closed set, so that no name comes from outside.
package enum FieldName: String, Sendable {
    case received = "Received"
    case date = "Date"
    case from = "From"
    case to = "To"
    case cc = "Cc"
    case subject = "Subject"
    case messageID = "Message-ID"
    case inReplyTo = "In-Reply-To"
    case references = "References"
    case dispositionNotificationTo = "Disposition-Notification-To"
    case autoSubmitted = "Auto-Submitted"
    case mimeVersion = "MIME-Version"
    case contentType = "Content-Type"
    case contentTransferEncoding = "Content-Transfer-Encoding"
    case contentDisposition = "Content-Disposition"

    // Of delivery reports (RFC 3464).
    case reportingMTA = "Reporting-MTA"
    case arrivalDate = "Arrival-Date"
    case finalRecipient = "Final-Recipient"
    case action = "Action"
    case status = "Status"
    case diagnosticCode = "Diagnostic-Code"
}
