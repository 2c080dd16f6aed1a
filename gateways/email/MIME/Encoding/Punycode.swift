// SPDX-License-Identifier: Apache-2.0

/// Punycode (RFC 3492), the direction that sending needs: a label of a domain into ASCII.
enum Punycode {
    private static let base = 36
    private static let smallestThreshold = 1
    private static let largestThreshold = 26
    private static let skew = 38
    private static let damp = 700
    private static let initialBias = 72
    private static let initialCode = 0x80

    /// Scalars of the longest label that is tried; what comes out may have 59 characters (63 without `xn--`).
    private static let longestInput = 63

    /// Without the prefix `xn--`; nil where the label is too long to be one.
    static func encode(_ label: [Unicode.Scalar]) -> String? {
        guard label.count <= longestInput else { return nil }
        var output = label.filter(\.isASCII).map { UInt8($0.value) }
        let basicCount = output.count
        if basicCount > 0 { output.append(UInt8(ascii: "-")) }
        var state = (code: initialCode, delta: 0, bias: initialBias, handled: basicCount)
        while state.handled < label.count {
            guard let next = label.map({ Int($0.value) }).filter({ $0 >= state.code }).min() else { return nil }
            state.delta += (next - state.code) * (state.handled + 1)
            state.code = next
            for scalar in label {
                if scalar.value < next { state.delta += 1 }
                guard scalar.value == next else { continue }
                append(state.delta, bias: state.bias, to: &output)
                state.bias = adapted(state.delta, count: state.handled + 1, isFirst: state.handled == basicCount)
                state.delta = 0
                state.handled += 1
            }
            state.delta += 1
            state.code += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// A number as digits of mixed base, least significant first (section 3.3).
    private static func append(_ delta: Int, bias: Int, to output: inout [UInt8]) {
        var rest = delta
        var position = base
        while true {
            let threshold = min(max(position - bias, smallestThreshold), largestThreshold)
            guard rest >= threshold else { break }
            output.append(digit(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            position += base
        }
        output.append(digit(rest))
    }

    /// Section 6.1.
    private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / count
        var steps = 0
        while delta > (base - smallestThreshold) * largestThreshold / 2 {
            delta /= base - smallestThreshold
            steps += base
        }
        return steps + (base - smallestThreshold + 1) * delta / (delta + skew)
    }

    private static func digit(_ value: Int) -> UInt8 {
        UInt8(value < 26 ? value + 97 : value - 26 + 48)
    }
}
