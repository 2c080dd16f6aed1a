// SPDX-License-Identifier: Apache-2.0

import Notation

/// What a pointer finds.
enum FieldValue: Sendable, Equatable {
    /// A field of a form or a query, in a character set that the descriptor knows.
    case bytes([UInt8])
    case json(JSONValue)

    /// The value as text; nil for `null`, arrays and objects. A JSON text in another set than UTF-8 holds its bytes
    /// percent-encoded (Clickatell).
    func text(_ encoding: TextEncoding = .utf8) -> String? {
        switch self {
        case .bytes(let bytes): encoding.decode(bytes)
        case .json(.string(let text)) where encoding != .utf8:
            encoding.decode(PercentEncoding.octets(Array(text.utf8)[...]))
        case .json(let value): value.text
        }
    }
}

/// One event: the document of a request, or an element of it. Pointers start at the element, and with `^` at the root.
struct EventDocument: Sendable, Equatable {
    enum Content: Sendable, Equatable {
        case form(FormData)
        case json(JSONValue)
    }

    let root: Content
    /// The element that this event is.
    let element: Content

    init(_ root: Content) {
        self.root = root
        element = root
    }

    private init(root: Content, element: JSONValue) {
        self.root = root
        self.element = .json(element)
    }

    func value(at pointer: Pointer) -> FieldValue? {
        switch pointer.isFromRoot ? root : element {
        case .form(let form): pointer.field.flatMap(form.value).map { .bytes($0) }
        case .json(let value): value.value(at: pointer).map { .json($0) }
        }
    }

    /// The elements of the array that this event is; nil where it is none.
    var elements: [EventDocument]? {
        guard case .json(let value) = element else { return nil }
        return value.elements?.map { EventDocument(root: root, element: $0) }
    }

    /// The elements of the array at a pointer; nil where there is none.
    func elements(at pointer: Pointer) -> [EventDocument]? {
        guard case .json(let value)? = value(at: pointer) else { return nil }
        return value.elements?.map { EventDocument(root: root, element: $0) }
    }

    func text(at pointer: Pointer, _ encoding: TextEncoding = .utf8) -> String? {
        value(at: pointer)?.text(encoding)
    }

    /// The first text that is not empty; else an empty one, where there is one; nil where there is no text at all.
    func text(at path: FieldPath?, _ encoding: TextEncoding = .utf8) -> String? {
        let texts = (path?.pointers ?? []).compactMap { text(at: $0, encoding) }
        return texts.first { !$0.isEmpty } ?? texts.first
    }

    /// As `text(at:)`, where an empty text says no more than none.
    func word(at path: FieldPath?) -> String? {
        text(at: path).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A whole number, written as a number or as text.
    func number(at path: FieldPath?) -> Int? {
        text(at: path).flatMap { Int($0) }
    }

    func texts(at list: FieldList?) -> [String] {
        switch list {
        case nil: []
        case .at(let path)?: path.pointers.lazy.map(texts).first { !$0.isEmpty } ?? []
        case .each(let array, let value)?: (elements(at: array) ?? []).compactMap { $0.text(at: value) }
        }
    }

    private func texts(at pointer: Pointer) -> [String] {
        switch value(at: pointer) {
        case .json(.array(let elements))?: elements.compactMap(\.text)
        case let value?: value.text().map { [$0] } ?? []
        case nil: []
        }
    }

    func satisfies(_ conditions: [FieldCondition]) -> Bool {
        conditions.allSatisfy { condition in
            text(at: condition.pointer).map { DescriptorWord.mayBe($0) && condition.words.contains($0) } ?? false
        }
    }
}
