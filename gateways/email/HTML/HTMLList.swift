// SPDX-License-Identifier: Apache-2.0

/// A list and where its numbering is.
struct HTMLList {
    static let bullet = "• "

    private enum Numbering {
        case none, numbers, smallLetters, capitals
    }

    private let numbering: Numbering
    private var next: Int

    init(_ element: HTMLElement) {
        numbering =
            switch element["type"] {
            case _ where element.name != "ol": .none
            case "a"?: .smallLetters
            case "A"?: .capitals
            default: .numbers
            }
        next = element["start"].flatMap { Int($0) } ?? 1
    }

    /// What stands in front of the item, with a space behind it.
    mutating func marker(of item: HTMLElement) -> String {
        if let value = item["value"].flatMap({ Int($0) }) { next = value }
        defer { next &+= 1 }
        let letters = numbering == .capitals ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ" : "abcdefghijklmnopqrstuvwxyz"
        switch numbering {
        case .none: return Self.bullet
        case .smallLetters where (1...26).contains(next), .capitals where (1...26).contains(next):
            return "\(letters[letters.index(letters.startIndex, offsetBy: next - 1)]). "
        default: return "\(next). "
        }
    }
}
