// SPDX-License-Identifier: Apache-2.0

/// What makes a line unfit. All but the length are how messages are smuggled: what one program takes for the end of a
/// line, another does not.
package enum LineFault: Error, Hashable, Sendable {
    case tooLong, bareCR, bareLF, nul
}
