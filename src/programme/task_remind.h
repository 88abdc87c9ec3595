/* task_remind.h - reminds people of tasks that fall due, or are late. */
#ifndef PROGRAMME_TASK_REMIND_H
#define PROGRAMME_TASK_REMIND_H

#include "core/clockwork.h"

/* Tells who leads an open task, or else all people who have it, by the rules
 * of the setting reminders: once for each rule and due day. What was added
 * after a rule's day is left to the next one. */
enum err task_remind(struct ctx *c, struct turn *t) MUST;

#endif
