/* view.h - how org shows days: as all do. */
#ifndef ORG_VIEW_H
#define ORG_VIEW_H

#include "base/view.h"

#endif
