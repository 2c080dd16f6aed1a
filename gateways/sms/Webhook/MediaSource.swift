// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import PosternCrypto

/// Where the pictures and files of a message stand.
enum MediaSource: Sendable, Equatable {
    /// One link, or an array of links.
    case links(FieldPath)
    /// `{ numbered = "/MediaUrl{n}", first = 0, count = "/NumMedia" }`: a field a link. Without a count the links go on
    /// until one is missing.
    case numbered(NumberedPointer, first: Int, count: Pointer?)
    /// `{ each = "/media", url = "/url" }`: an element a link.
    case each(Pointer, url: Pointer)
    /// `{ each = "/attachments", base64 = "/data", type = "/contentType", name = "/name" }`: the content itself.
    case inline(each: Pointer, data: Pointer, type: Pointer?, name: Pointer?)

    /// Attachments of one message; carriers allow 10 to 20.
    static let maximumItems = 50
    /// Bytes of a link; what browsers and HTTP servers take.
    static let maximumLinkLength = 8_192

    /// The links of an event, at most `maximumItems`. What is inline becomes a `data:` URL (RFC 2397), so that nothing
    /// is lost. What is no http or https link is left out: nobody should follow it.
    func links(in event: EventDocument) -> [String] {
        switch self {
        case .links(let path): event.texts(at: .at(path)).filter(Self.isLink).capped
        case .numbered(let pointer, let first, let count):
            Self.numbered(pointer, first: first, count: count, in: event).filter(Self.isLink)
        case .each(let array, let url):
            (event.elements(at: array) ?? []).compactMap { $0.text(at: url) }.filter(Self.isLink).capped
        case .inline(let array, let data, let type, let name):
            (event.elements(at: array) ?? []).compactMap { item in
                Self.dataURL(
                    item.text(at: data), type: type.flatMap { item.text(at: $0) },
                    name: name.flatMap { item.text(at: $0) })
            }.capped
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

    private static func isLink(_ text: String) -> Bool {
        let scheme = text.prefix { $0 != ":" }.lowercased()
        return (scheme == "https" || scheme == "http")
            && text.utf8.dropFirst(scheme.utf8.count).starts(with: "://".utf8)
            && text.utf8.count <= maximumLinkLength && text.utf8.allSatisfy { 0x21...0x7E ~= $0 }
    }

    /// `data:image/jpeg;name=a.jpg;base64,…`; nil where there is no content, or it is no base64.
    private static func dataURL(_ data: String?, type: String?, name: String?) -> String? {
        guard let data, !data.isEmpty, Base64.decode(data) != nil else { return nil }
        let type = type.flatMap { isMediaType($0) ? $0.lowercased() : nil } ?? "application/octet-stream"
        let name = name.map { ";name=" + PercentEncoding.encode($0) } ?? ""
        return "data:\(type)\(name);base64,\(data)"
    }

    /// `type/subtype` without parameters (RFC 6838 section 4.2).
    private static func isMediaType(_ text: String) -> Bool {
        let names = text.split(separator: "/", omittingEmptySubsequences: false)
        return names.count == 2
            && names.allSatisfy { !$0.isEmpty && $0.utf8.count <= 127 && $0.utf8.allSatisfy(isName) }
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension [String] {
    fileprivate var capped: [String] {
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
