#pragma once
#include <libxml/xmlversion.h>
// ICU's headers, which these would pull in, clash with Foundation's.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/dict.h>
#include <libxml/HTMLparser.h>
