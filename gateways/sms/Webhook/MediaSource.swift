// SPDX-License-Identifier: Apache-2.0

/// Where the pictures and files of a message stand.
enum MediaSource: Sendable, Equatable {
    /// One link, or an array of links.
    case links(FieldPath)
    /// `{ numbered = "/MediaUrl{n}", first = 0, count = "/NumMedia" }`: a field a link. Without a count the links go on
    /// until one is missing.
    case numbered(NumberedPointer, first: Int, count: Pointer?)
    /// `{ each = "/media", url = "/url" }`: an element a link.
    case each(Pointer, url: Pointer)
    /// `{ each = "/attachments", base64 = "/data", type = "/contentType", name = "/name" }`: the content itself, once an
    /// element; without `each` the event is the only one.
    case inline(each: Pointer?, data: Pointer, type: Pointer?, name: Pointer?)

    /// Attachments of one message; carriers allow 10 to 20.
    static let maximumItems = 50

    /// What an event has there, at most `maximumItems`.
    func items(in event: EventDocument) -> [MediaItem] {
        switch self {
        case .links(let path): event.texts(at: .at(path)).compactMap(MediaItem.init(link:)).capped
        case .numbered(let pointer, let first, let count):
            Self.numbered(pointer, first: first, count: count, in: event).compactMap(MediaItem.init(link:))
        case .each(let array, let url):
            (event.elements(at: array) ?? []).prefix(Self.maximumItems).map { element in
                element.text(at: url).flatMap(MediaItem.init(link:)) ?? .missing(nil)
            }
        case .inline(let array?, let data, let type, let name):
            (event.elements(at: array) ?? []).prefix(Self.maximumItems).compactMap { element in
                Self.inline(element, data, type, name) ?? Self.absent(element, type, name)
            }
        case .inline(nil, let data, let type, let name):
            [Self.inline(event, data, type, name)].compactMap(\.self)
        }
    }

    private static func numbered(
        _ pointer: NumberedPointer, first: Int, count: Pointer?, in event: EventDocument
    ) -> [String] {
        let count = count.map { event.text(at: $0).flatMap { Int($0) } ?? 0 }
        var links: [String] = []
        for number in first..<(first + min(max(count ?? maximumItems, 0), maximumItems)) {
            if let link = event.text(at: pointer[number]), !link.isEmpty {
                links.append(link)
            } else if count == nil {
                break
            }
        }
        return links
    }

    /// nil where there is no content.
    private static func inline(_ element: EventDocument, _ data: Pointer, _ type: Pointer?, _ name: Pointer?)
        -> MediaItem?
    {
        guard let data = element.text(at: data), !data.isEmpty else { return nil }
        let type = type.flatMap { element.text(at: $0) }
        return .file(InlineFile.attachment(base64: data, type: type, name: name.flatMap { element.text(at: $0) }))
    }

    /// An attachment that is told of and did not come. The layout of a picture message (SMIL) is nothing to miss.
    private static func absent(_ element: EventDocument, _ type: Pointer?, _ name: Pointer?) -> MediaItem? {
        let type = type.flatMap { element.text(at: $0) }
        guard type?.lowercased().hasPrefix("application/smil") != true else { return nil }
        return .missing(name.flatMap { element.text(at: $0) } ?? type)
    }
}

extension [MediaItem] {
    fileprivate var capped: [MediaItem] {
        Array(prefix(MediaSource.maximumItems))
    }
}

/// A pointer with `{n}` in it: `/MediaUrl{n}` is `/MediaUrl0`, `/MediaUrl1`, ….
struct NumberedPointer: Sendable, Equatable {
    private let pointers: [Pointer]
    private let first: Int

    /// All pointers that will ever be asked for, made once.
    /// - Throws: `PointerProblem`, or nil where there is no `{n}`.
    init?(_ text: String, first: Int) throws(PointerProblem) {
        let parts = text.split(separator: "{n}", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        var pointers: [Pointer] = []
        for number in first..<(first + MediaSource.maximumItems) {
            pointers.append(try Pointer("\(parts[0])\(number)\(parts[1])"))
        }
        self.pointers = pointers
        self.first = first
    }

    /// The pointer for a number from `first` on, below `MediaSource.maximumItems` of them.
    subscript(number: Int) -> Pointer {
        pointers[number - first]
    }
}
