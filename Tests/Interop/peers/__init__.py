# SPDX-License-Identifier: Apache-2.0
"""Real peers for tests and the demo: each runs in the foreground, in a temporary folder, on free loopback ports, and is
stopped by its own process id."""
