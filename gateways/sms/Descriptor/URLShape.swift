// SPDX-License-Identifier: Apache-2.0

import Settings

extension SettingsShape where Value == URLTemplate {
    /// `https://host/path/{cred.account}/messages`, or `{cred.base_url}/path`.
    static func url(in scope: VariableScope) -> Self {
        SettingsShape<String>.text.checked { (text) throws(InvalidSetting) in
            if text.hasPrefix("{cred."), let end = text.firstIndex(of: "}") {
                let hole = try path(String(text[...end]), in: scope).wholeHole
                guard case .credential(let name) = hole?.variable, hole?.filters.isEmpty == true else {
                    throw InvalidSetting("the base of a URL is a setting without filters, as in {cred.base_url}")
                }
                return URLTemplate(base: .credential(name), path: try path(String(text[end...].dropFirst()), in: scope))
            }
            let authority = text.drop { $0 != "/" }.drop { $0 == "/" }
            let start = authority.firstIndex(of: "/") ?? text.endIndex
            guard let base = BaseURL(String(text[..<start])) else {
                throw InvalidSetting(
                    "is no URL; it begins with https://host, or with a setting such as {cred.base_url}, and holes"
                        + " stand in its path only")
            }
            return URLTemplate(base: .fixed(base), path: try path(String(text[start...]), in: scope))
        }
    }

    private static func path(_ text: String, in scope: VariableScope) throws(InvalidSetting) -> Template {
        let template: Template
        do throws(TemplateProblem) {
            template = try Template(parsing: text, in: scope)
        } catch {
            throw InvalidSetting(error.sentence)
        }
        for case .literal(let literal) in template.parts where !literal.isEmpty {
            guard literal.utf8.allSatisfy({ 0x21...0x7E ~= $0 && !"?#\\\"<>`{}|^".utf8.contains($0) }) else {
                throw InvalidSetting("a path has no spaces and no \"?\"; write the query under query")
            }
        }
        guard text.isEmpty || text.hasPrefix("/") || text.hasPrefix("{"), !text.contains("/../"), !text.contains("/./")
        else { throw InvalidSetting("the path of a URL begins with a slash and has no dot segments") }
        return template
    }
}
