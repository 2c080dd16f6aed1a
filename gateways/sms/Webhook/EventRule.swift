// SPDX-License-Identifier: Apache-2.0

/// One kind of event and where its facts stand.
struct EventRule: Sendable, Equatable {
    /// All of them must hold.
    let conditions: [FieldCondition]
    /// The array with one event an element; nil where the document is the event. The empty pointer: the document is an
    /// array, and every element is a document of its own, which the conditions look at.
    let each: Pointer?
    let kind: Kind

    enum Kind: Sendable, Equatable {
        case message(MessageFields)
        case status(StatusFields)
        case ignore
    }

    /// True for `each = ""`.
    var isForElements: Bool {
        each?.tokens.isEmpty ?? false
    }
}

/// `when = { "/event" = "sms:sent|sms:delivered" }`: the value at the pointer is one of the words.
struct FieldCondition: Sendable, Equatable {
    let pointer: Pointer
    let words: Set<String>
}

/// The first of these pointers at which there is something.
struct FieldPath: Sendable, Equatable {
    let pointers: [Pointer]
}

/// Where several values stand.
enum FieldList: Sendable, Equatable {
    /// One value, or an array of them.
    case at(FieldPath)
    /// One value an element.
    case each(Pointer, value: Pointer)
}

/// Where the facts of an inbound message stand.
struct MessageFields: Sendable, Equatable {
    let id: FieldPath?
    /// What a repeat is known by, joined; empty means the id.
    let dedupe: [Pointer]
    let from: FieldPath
    let to: FieldList?
    /// Other members of a group.
    let copies: FieldList?
    let text: FieldPath?
    let subject: FieldPath?
    let media: [MediaSource]
    /// The number of the SIM card that got it, counted from 1, for phones that do not tell the recipient's number.
    let sim: FieldPath?
    let time: FieldPath?
    let charset: CharsetRule?
}

/// Where the facts of a delivery report stand.
struct StatusFields: Sendable, Equatable {
    let id: FieldPath?
    /// Our own reference inside the event; nil where only the path has it.
    let reference: FieldPath?
    let dedupe: [Pointer]
    let recipient: FieldPath?
    let state: StateSource
    let errorCode: FieldPath?
    let errorText: FieldPath?
    /// In how many parts the message went.
    let segments: FieldPath?
    /// True where such an event is about one part of a long message.
    let coversOnePart: Bool

    enum StateSource: Sendable, Equatable {
        case at(FieldPath)
        case constant(ReportedState)
    }
}
