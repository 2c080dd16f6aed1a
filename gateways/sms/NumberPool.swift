// SPDX-License-Identifier: Apache-2.0

import GatewayKit

/// Our numbers, of which each person gets one.
struct NumberPool: Sendable {
    /// In the order in which they are given out.
    let numbers: [Address]
    /// By `key`, and as the configuration writes them: nearly every message names them so.
    private let byName: [String: Address]

    init(numbers: [Address]) {
        self.numbers = numbers
        let names = numbers.map { (Self.key($0.text), $0) } + numbers.map { ($0.text, $0) }
        byName = Dictionary(names) { first, _ in first }
    }

    /// What a person may have: the free ones, and the one that the person has already.
    func free(taken: Set<Address>, current: Address?) -> [Address] {
        numbers.filter { $0 == current || !taken.contains($0) }
    }

    /// The one that a text names as it is written, whatever its case and white space; nil where none is. Words and short
    /// codes are ours only so: as the address of somebody else they would be read in another way.
    func named(_ text: String) -> Address? {
        byName[text] ?? byName[Self.key(text)]
    }

    private static func key(_ text: String) -> String {
        text.filter { !$0.isWhitespace }.lowercased()
    }

    /// The one rule of what may stand in `numbers`: an address of a kind that the provider takes as the sender. nil where
    /// it may, else what is wrong and what to write instead.
    static func problem(of address: Address, provider: Descriptor) -> String? {
        guard let kind = OwnKind(address) else { return "\"\(address)\" is no number; write it as +15550100001" }
        guard !provider.own.contains(kind) else { return nil }
        let list = OwnKind.allCases.filter(provider.own.contains).map(\.name).joined(separator: " or ")
        return "\"\(address)\" is \(kind.name), and \(provider.id) sends from \(list) only"
    }
}
