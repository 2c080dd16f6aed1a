// SPDX-License-Identifier: Apache-2.0

package import Settings

/// The signature schemes that a descriptor may name: the reviewed ones below, and its own.
package struct SchemeLibrary: Sendable {
    private let schemes: [String: SignatureScheme]

    /// The schemes that come with Postern.
    package static let standard = SchemeLibrary(schemes: parse(SchemeLibrary.text, report: SettingsReport()))

    package func scheme(named name: String) -> SignatureScheme? {
        schemes[name]
    }

    package var names: [String] {
        schemes.keys.sorted()
    }

    /// These schemes and those of a descriptor's `[schemes.NAME]`. A name of the library cannot be taken: what was
    /// reviewed under it has to stay what it means.
    package func adding(_ table: SettingsTable) -> SchemeLibrary {
        for name in table.keys where schemes[name] != nil {
            table.problem("is a scheme of the library; give yours another name", key: name)
        }
        return SchemeLibrary(schemes: schemes.merging(SchemeLoader.schemes(in: table)) { reviewed, _ in reviewed })
    }

    /// The schemes of a text in the language of `[schemes]`, by name. Tests check that `text` has no problem.
    static func parse(_ text: String, report: SettingsReport) -> [String: SignatureScheme] {
        SettingsTable(file: "schemes", text: text, report: report).map(SchemeLoader.schemes) ?? [:]
    }
}
