// SPDX-License-Identifier: Apache-2.0
#pragma once
// Without the names of the older libidn, which are macros.
#define IDN2_SKIP_LIBIDN_COMPAT
#include <idn2.h>
