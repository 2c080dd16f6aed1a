// SPDX-License-Identifier: Apache-2.0

extension Array where Element: Sendable {
    /// What becomes of each, in their order. Up to `lanes` are worked on at the same time; one alone is simply waited for.
    func mapSideBySide<Value: Sendable>(
        lanes: Int = 16, _ transform: @escaping @Sendable (Element) async -> Value
    ) async -> [Value] {
        guard count > 1 else {
            var values: [Value] = []
            for element in self { values.append(await transform(element)) }
            return values
        }
        return await withTaskGroup(of: [(index: Int, value: Value)].self) { group in
            for lane in 0..<Swift.min(lanes, count) {
                group.addTask {
                    var values: [(index: Int, value: Value)] = []
                    for index in stride(from: lane, to: count, by: lanes) {
                        values.append((index, await transform(self[index])))
                    }
                    return values
                }
            }
            var values = [Value?](repeating: nil, count: count)
            for await lane in group {
                for one in lane { values[one.index] = one.value }
            }
            return values.compactMap(\.self)
        }
    }
}
