/* view.h - how views show days. */
#ifndef BASE_VIEW_H
#define BASE_VIEW_H

#include "base/day.h"
#include "base/val.h"

/* "2025-07-01"; no end is null. */
static inline void map_day(struct val *map, const char *key, int64_t day)
{
	char text[11];

	map_s(map, key,
	      day == DAY_MAX ? NULL : arena_text(map->mem, day_iso(day, text)));
}

#endif
