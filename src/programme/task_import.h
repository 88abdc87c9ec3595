/* task_import.h - many tasks from a file. */
#ifndef PROGRAMME_TASK_IMPORT_H
#define PROGRAMME_TASK_IMPORT_H

#include "programme/redmine.h"

struct task_import {
	struct blob file; /* of Redmine: see redmine.h */
	enum day_order order;
	const char *unit;
	int64_t year; /* 0: that of today */
	bool alike;   /* those that are probably there are added as well */
};

/**
 * Adds the issues that Redmine exported to a programme. The assignee becomes
 * the holder, where just one person at or below the unit bears that name; else
 * the name is kept in the detail. Without a due date a task is due on the last
 * day of the year, without a start it begins when it was made, or is due. What
 * has the subject and due day of a task of the programme, or of a row before,
 * is probably there and left out, unless ask->alike.
 *
 * All is checked before anything is written. Needs DB_WRITE; journalled.
 * *report: {"added","left_out","dropped":[text],"rows":[{"line","subject",
 * "due","state","group","holder","holder_name","fate"}]}; fate: "new",
 * "alike"; holder: code of a person, or null; dropped: columns that are not
 * taken over.
 *
 * ERR_INVALID   as redmine_read(); no subject, or one too long; due before it
 *               begins
 * others        as programme_hold()
 */
enum err task_import(struct ctx *c, const struct task_import *ask,
		     struct val **report) MUST;

/**
 * Writes the tasks of a programme in Redmine's columns, by due day, as
 * task_import() reads them; # (the task's number), the document of which a
 * task was born and all of its holders are there to be read only. CSV, or a
 * workbook.
 *
 * Errors as of programme_find(ACT_FOLLOW); ERR_FULL as of xlsx_done()
 */
enum err task_export(struct ctx *c, const char *unit, int64_t year,
		     bool workbook, struct buf *out) MUST;

#endif
