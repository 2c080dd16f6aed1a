// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
package import Notation

extension HostAndPort: ExpressibleByArgument {
    package init?(argument: String) {
        self.init(argument)
    }
}
