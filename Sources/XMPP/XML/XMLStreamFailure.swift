// SPDX-License-Identifier: Apache-2.0

/// Why a stream's XML was refused. The stream cannot be read any further.
package enum XMLStreamFailure: Error, Sendable, Equatable {
    /// Not XML, not namespace-well-formed, or not UTF-8.
    case notWellFormed
    /// Something that RFC 6120 section 11.1 keeps out of a stream.
    case restricted(Construct)
    /// More than `XMLStreamLimits` allows.
    case tooLong, tooDeep, tooManyAttributes

    package enum Construct: String, Sendable {
        case documentType = "a document type declaration"
        case entity = "an entity reference"
        case comment = "a comment"
        case processingInstruction = "a processing instruction"
    }

    /// The stream error that tells the other side (RFC 6120 section 4.9.3).
    package var condition: StreamError.Condition {
        switch self {
        case .notWellFormed: .notWellFormed
        case .restricted: .restrictedXML
        case .tooLong, .tooDeep, .tooManyAttributes: .policyViolation
        }
    }
}

extension XMLStreamFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notWellFormed: "what is not well-formed XML"
        case .restricted(let construct): construct.rawValue
        case .tooLong: "a stanza of more than \(XMLStreamLimits.stanzaBytes) bytes"
        case .tooDeep: "XML deeper than \(XMLStreamLimits.depth) elements"
        case .tooManyAttributes: "an element with more than \(XMLStreamLimits.attributes) attributes"
        }
    }
}
