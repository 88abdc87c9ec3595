/* expr.c - reads an expression, by one token of lookahead, into steps. */
#include "returns/expr.h"

#include "base/text.h"
#include "returns/expr_step.h"

#include <assert.h>
#include <string.h>

enum token_kind { TOKEN_END, TOKEN_NUMBER, TOKEN_WORD, TOKEN_CODE, TOKEN_SIGN };

struct token {
	enum token_kind kind;
	const char *s;	  /* where it begins in the text */
	const char *word; /* it, alone; of what stands within */
};

struct parser {
	struct arena *mem;
	struct expr *e;
	const char *s;	    /* behind the token */
	struct token token; /* the next one, not yet taken */
	expr_name_fn find;
	const void *arg;
	size_t room, names_room; /* of the steps and of the names */
	size_t stacked;		 /* numbers and conditions on the stack */
	int depth;
	struct expr_fault *fault;
};

/* Levels bind the tighter the higher they are. */
enum {
	LEVEL_OR = 1,
	LEVEL_AND,
	LEVEL_NOT,
	LEVEL_COMPARE,
	LEVEL_ADD,
	LEVEL_MULTIPLY,
	LEVEL_SIGN
};

/* clang-format off */
static const struct infix {
	const char *word;
	int level;
	enum expr_kind takes, gives;
	enum step_op op;
} infixes[] = {
	{"or",     LEVEL_OR,       EXPR_CONDITION, EXPR_CONDITION, STEP_OR},
	{"and",    LEVEL_AND,      EXPR_CONDITION, EXPR_CONDITION, STEP_AND},
	{"=",      LEVEL_COMPARE,  EXPR_NUMBER,    EXPR_CONDITION, STEP_EQUAL},
	{"!=",     LEVEL_COMPARE,  EXPR_NUMBER,    EXPR_CONDITION, STEP_UNEQUAL},
	{"<",      LEVEL_COMPARE,  EXPR_NUMBER,    EXPR_CONDITION, STEP_LESS},
	{"<=",     LEVEL_COMPARE,  EXPR_NUMBER,    EXPR_CONDITION, STEP_AT_MOST},
	{">",      LEVEL_COMPARE,  EXPR_NUMBER,    EXPR_CONDITION, STEP_MORE},
	{">=",     LEVEL_COMPARE,  EXPR_NUMBER,    EXPR_CONDITION, STEP_AT_LEAST},
	{"within", LEVEL_COMPARE,  EXPR_NUMBER,    EXPR_CONDITION, STEP_WITHIN},
	{"+",      LEVEL_ADD,      EXPR_NUMBER,    EXPR_NUMBER,    STEP_ADD},
	{"-",      LEVEL_ADD,      EXPR_NUMBER,    EXPR_NUMBER,    STEP_SUBTRACT},
	{"*",      LEVEL_MULTIPLY, EXPR_NUMBER,    EXPR_NUMBER,    STEP_MULTIPLY},
	{"/",      LEVEL_MULTIPLY, EXPR_NUMBER,    EXPR_NUMBER,    STEP_DIVIDE},
};

/* Of as many numbers as there are, or of just one indicator. */
static const struct function {
	const char *word;
	bool many;
	enum expr_kind gives;
	enum step_op op;
} functions[] = {
	{"sum",    true,  EXPR_NUMBER,    STEP_SUM},
	{"min",    true,  EXPR_NUMBER,    STEP_MIN},
	{"max",    true,  EXPR_NUMBER,    STEP_MAX},
	{"last",   false, EXPR_NUMBER,    STEP_LAST},
	{"change", false, EXPR_NUMBER,    STEP_CHANGE},
	{"given",  false, EXPR_CONDITION, STEP_GIVEN},
};

/* Signs, the longer first; what documents write for them. */
static const struct sign {
	const char *written, *word;
} signs[] = {
	{"<=", "<="}, {">=", ">="}, {"!=", "!="},
	{"\xe2\x89\xa4", "<="}, {"\xe2\x89\xa5", ">="}, {"\xe2\x89\xa0", "!="},
	{"\xe2\x88\x92", "-"}, {"<", "<"}, {">", ">"}, {"=", "="}, {"+", "+"},
	{"-", "-"}, {"*", "*"}, {"/", "/"}, {"%", "%"}, {"(", "("},
	{")", ")"}, {",", ","},
};
/* clang-format on */

static const char *const reserved[] = {"and",  "or",	 "not",	 "within",
				       "to",   "sum",	 "min",	 "max",
				       "last", "change", "given"};

#define DIGITS	   "0123456789"
#define LETTERS	   "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define CODE_CHARS LETTERS DIGITS "_.-"

/* Keeps the first fault; what follows from it is none. */
static bool wrong(struct parser *p, const char *s, const char *why,
		  const char *what)
{
	size_t at = 1;

	for (const char *t = p->e->text; t < s; t++)
		at += (*t & 0xc0) != 0x80;
	if (!p->fault->why)
		*p->fault = (struct expr_fault){at, why, what};
	return false;
}

static const struct sign *sign_at(const char *s)
{
	for (size_t i = 0; i < COUNT(signs); i++)
		if (!strncmp(s, signs[i].written, strlen(signs[i].written)))
			return &signs[i];
	return NULL;
}

static bool take_code(struct parser *p)
{
	size_t n = strspn(p->s + 1, CODE_CHARS);

	if (n == 0 || p->s[1 + n] != ']')
		return wrong(p, p->s,
			     N_("at character %d: [ is followed by a code and "
				"]"),
			     "[");
	p->token.kind = TOKEN_CODE;
	p->token.word = arena_copy(p->mem, p->s + 1, n);
	p->s += n + 2;
	return true;
}

/* The character at `s`, as a text. */
static const char *character(struct parser *p, const char *s)
{
	size_t n = 1;

	while ((s[n] & 0xc0) == 0x80)
		n++;
	return arena_copy(p->mem, s, n);
}

/* Looks at the token behind the one there was. */
static bool look(struct parser *p)
{
	struct token *t = &p->token;
	const struct sign *sign;
	size_t n;

	p->s += strspn(p->s, " \t\r\n");
	*t = (struct token){TOKEN_END, p->s, ""};
	if (*p->s == '\0')
		return true;
	if (*p->s == '[')
		return take_code(p);
	sign = sign_at(p->s);
	if (sign) {
		t->kind = TOKEN_SIGN;
		t->word = sign->word;
		p->s += strlen(sign->written);
		return true;
	}
	n = strspn(p->s, DIGITS ".");
	t->kind = n ? TOKEN_NUMBER : TOKEN_WORD;
	if (n == 0 && strchr(LETTERS "_", *p->s))
		n = strspn(p->s, LETTERS DIGITS "_.");
	if (n == 0)
		return wrong(p, p->s, N_("at character %d: %s means nothing"),
			     character(p, p->s));
	t->word = arena_copy(p->mem, p->s, n);
	p->s += n;
	return true;
}

static bool is(const struct parser *p, const char *word)
{
	return (p->token.kind == TOKEN_WORD || p->token.kind == TOKEN_SIGN) &&
	       !strcmp(p->token.word, word);
}

static bool unexpected(struct parser *p)
{
	if (p->token.kind == TOKEN_END)
		return wrong(p, p->token.s,
			     N_("at character %d: it ends too early"), "");
	return wrong(p, p->token.s,
		     N_("at character %d: %s is not expected here"),
		     p->token.word);
}

static bool take(struct parser *p, const char *word)
{
	if (!is(p, word))
		return wrong(p, p->token.s,
			     N_("at character %d: %s is expected"), word);
	return look(p);
}

static struct expr_step *emit(struct parser *p, enum step_op op, int32_t arg)
{
	struct expr *e = p->e;
	struct expr_step *step;

	if (e->n == p->room) {
		struct expr_step *more;

		p->room = p->room ? p->room * 2 : 16;
		more = arena_array(p->mem, p->room, sizeof(*more));
		if (e->n)
			memcpy(more, e->step, e->n * sizeof(*more));
		e->step = more;
	}
	step = &e->step[e->n++];
	*step = (struct expr_step){.op = op, .arg = arg};
	assert(p->stacked >= step_takes(step));
	p->stacked = p->stacked - step_takes(step) + 1;
	if (p->stacked > e->depth)
		e->depth = p->stacked;
	return step;
}

/* The place of a name, new or not; -1: there is no such indicator. */
static int32_t name_of(struct parser *p, const char *code)
{
	struct expr *e = p->e;
	struct expr_name found = {0};

	for (size_t i = 0; i < e->names; i++)
		if (!strcmp(e->name[i].code, code))
			return (int32_t)i;
	if (!p->find(p->arg, code, &found))
		return -1;
	found.code = code;
	if (e->names == p->names_room) {
		struct expr_name *more;

		p->names_room = p->names_room ? p->names_room * 2 : 8;
		more = arena_array(p->mem, p->names_room, sizeof(*more));
		if (e->names)
			memcpy(more, e->name, e->names * sizeof(*more));
		e->name = more;
	}
	e->name[e->names] = found;
	return (int32_t)e->names++;
}

static bool known(const struct parser *p, const char *code)
{
	struct expr_name found;

	return p->find(p->arg, code, &found);
}

/* "A-1" where there is such an indicator is no subtraction. */
static bool check_hyphen(struct parser *p, const struct token *t)
{
	const char *all;

	if (t->kind == TOKEN_CODE || t->s[strlen(t->word)] != '-')
		return true;
	all = arena_copy(p->mem, t->s, strspn(t->s, CODE_CHARS));
	if (!known(p, all))
		return true;
	return wrong(p, t->s,
		     N_("at character %1$d: write [%2$s] for the indicator "
			"%2$s; a - with blanks around subtracts"),
		     all);
}

static bool one_name(struct parser *p, const struct token *t, const char *code,
		     enum step_op op)
{
	int32_t place = name_of(p, code);

	if (place < 0)
		return wrong(p, t->s,
			     N_("at character %d: there is no indicator %s"),
			     code);
	if (p->e->name[place].type == EXPR_IS_TEXT && op != STEP_GIVEN)
		return wrong(p, t->s,
			     N_("at character %d: %s holds no number; only "
				"given() asks for it"),
			     code);
	p->e->needs_last |= op == STEP_LAST;
	emit(p, op, place);
	return true;
}

/* Takes the code of an indicator, to be put on the stack by `op`; of a
 * ratio both parts, and what becomes of them. */
static bool take_name(struct parser *p, enum step_op op)
{
	struct token t = p->token;
	struct expr_name of;

	if (t.kind == TOKEN_WORD)
		for (size_t i = 0; i < COUNT(reserved); i++)
			if (!strcmp(reserved[i], t.word))
				return unexpected(p);
	if (t.kind != TOKEN_WORD && t.kind != TOKEN_CODE)
		return unexpected(p);
	if (!check_hyphen(p, &t) || !look(p))
		return false;
	if (!p->find(p->arg, t.word, &of) || of.type != EXPR_IS_RATIO)
		return one_name(p, &t, t.word, op);
	if (!one_name(p, &t, of.of[0], op) || !one_name(p, &t, of.of[1], op))
		return false;
	emit(p, op == STEP_GIVEN ? STEP_AND : STEP_DIVIDE, 0);
	return true;
}

static bool take_number(struct parser *p)
{
	struct token t = p->token;
	const char *point = strchr(t.word, '.');
	int scale = point ? (int)strlen(point + 1) : 0;
	struct expr_step *step;
	int64_t number;

	if (!check_hyphen(p, &t))
		return false;
	if (*p->s && strchr(LETTERS "_", *p->s))
		return wrong(p, t.s,
			     N_("at character %d: a code that begins with a "
				"digit stands in [ ], as [%s]"),
			     arena_copy(p->mem, t.s, strspn(t.s, CODE_CHARS)));
	if (scale > SCALE_MAX ||
	    decimal_parse(t.word, NUMBERS_PLAIN, scale, &number) != DECIMAL_OK)
		return wrong(p, t.s,
			     N_("at character %d: %s is no number; write "
				"1234.5, with at most 9 decimals"),
			     t.word);
	if (known(p, t.word))
		return wrong(p, t.s,
			     N_("at character %1$d: %2$s is an indicator too; "
				"write [%2$s] for it, or the number with "
				"another decimal"),
			     t.word);
	if (!look(p))
		return false;
	if (is(p, "%")) {
		scale += 2;
		if (!look(p))
			return false;
	}
	step = emit(p, STEP_NUMBER, 0);
	step->number = number;
	step->scale = scale;
	return true;
}

static bool parse_level(struct parser *p, int level, enum expr_kind *gives);

/* One more within another; they end, so that the stack of C does not. */
static bool parse_deeper(struct parser *p, int level, enum expr_kind *gives)
{
	bool good;

	if (++p->depth > EXPR_DEPTH_MAX)
		return wrong(p, p->token.s,
			     N_("at character %d: too much within each other"),
			     "");
	good = parse_level(p, level, gives);
	p->depth--;
	return good;
}

/* Whether what was read is of the kind that `word` takes. */
static bool fits(struct parser *p, const struct token *t, enum expr_kind takes,
		 enum expr_kind is_kind)
{
	if (takes == is_kind)
		return true;
	return wrong(p, t->s,
		     takes == EXPR_NUMBER
			     ? N_("at character %d: %s goes with numbers; join "
				  "conditions with and, or, not")
			     : N_("at character %d: %s goes with conditions, "
				  "as a <= b"),
		     t->word);
}

static bool parse_many(struct parser *p, const struct token *name,
		       enum step_op op)
{
	int32_t n = 0;

	do {
		enum expr_kind kind;

		if ((n > 0 && !take(p, ",")) ||
		    !parse_deeper(p, LEVEL_OR, &kind) ||
		    !fits(p, name, EXPR_NUMBER, kind))
			return false;
		n++;
	} while (is(p, ","));
	emit(p, op, n);
	return true;
}

static bool parse_function(struct parser *p, const struct function *f)
{
	struct token name = p->token;
	struct token code;

	if (!look(p) || !take(p, "("))
		return false;
	if (f->many)
		return parse_many(p, &name, f->op) && take(p, ")");
	if (f->op != STEP_CHANGE)
		return take_name(p, f->op) && take(p, ")");
	/* from the last value to this one: the same name twice */
	code = p->token;
	if (!take_name(p, STEP_VALUE))
		return false;
	p->s = code.s;
	if (!look(p) || !take_name(p, STEP_LAST))
		return false;
	emit(p, STEP_CHANGE, 0);
	return take(p, ")");
}

static bool parse_primary(struct parser *p, enum expr_kind *gives)
{
	*gives = EXPR_NUMBER;
	if (p->token.kind == TOKEN_NUMBER)
		return take_number(p);
	if (is(p, "("))
		return look(p) && parse_deeper(p, LEVEL_OR, gives) &&
		       take(p, ")");
	for (size_t i = 0; i < COUNT(functions); i++) {
		if (!is(p, functions[i].word))
			continue;
		*gives = functions[i].gives;
		return parse_function(p, &functions[i]);
	}
	return take_name(p, STEP_VALUE);
}

/* What may stand before a primary: a sign, or "not". */
static bool parse_prefix(struct parser *p, enum expr_kind *gives)
{
	struct token t = p->token;
	bool sign = is(p, "-");

	if (!sign && !is(p, "not"))
		return parse_primary(p, gives);
	if (!look(p) ||
	    !parse_deeper(p, sign ? LEVEL_SIGN : LEVEL_COMPARE, gives) ||
	    !fits(p, &t, sign ? EXPR_NUMBER : EXPR_CONDITION, *gives))
		return false;
	emit(p, sign ? STEP_NEGATE : STEP_NOT, 0);
	return true;
}

static const struct infix *infix_at(const struct parser *p)
{
	for (size_t i = 0; i < COUNT(infixes); i++)
		if (is(p, infixes[i].word))
			return &infixes[i];
	return NULL;
}

/* What stands behind an infix; `within A to B` has two of them. */
static bool parse_right(struct parser *p, const struct infix *in)
{
	struct token t = p->token;
	enum step_op op = in->op;
	enum expr_kind kind;

	if (!look(p) || !parse_level(p, in->level + 1, &kind) ||
	    !fits(p, &t, in->takes, kind))
		return false;
	if (op == STEP_WITHIN && is(p, "to")) {
		op = STEP_BETWEEN;
		if (!look(p) || !parse_level(p, in->level + 1, &kind) ||
		    !fits(p, &t, in->takes, kind))
			return false;
	}
	emit(p, op, 0);
	return true;
}

/* An expression of infixes that bind at least as tight as `level`. */
static bool parse_level(struct parser *p, int level, enum expr_kind *gives)
{
	const struct infix *in;

	if (!parse_prefix(p, gives))
		return false;
	while ((in = infix_at(p)) && in->level >= level) {
		struct token t = p->token;

		if (!fits(p, &t, in->takes, *gives) || !parse_right(p, in))
			return false;
		*gives = in->gives;
	}
	return true;
}

static bool parse_all(struct parser *p, enum expr_kind kind)
{
	const char *text = p->e->text;
	enum expr_kind gives;

	if (utf8_length(text) > EXPR_LENGTH_MAX)
		return wrong(p, text,
			     N_("at character %d: longer than %s characters"),
			     arena_printf(p->mem, "%d", EXPR_LENGTH_MAX));
	if (!look(p) || !parse_level(p, LEVEL_OR, &gives))
		return false;
	if (p->token.kind != TOKEN_END)
		return unexpected(p);
	if (gives != kind)
		return wrong(p, text,
			     kind == EXPR_NUMBER
				     ? N_("at character %d: a number is "
					  "expected, not a condition")
				     : N_("at character %d: a condition is "
					  "expected, as a <= b"),
			     "");
	if (p->e->names == 0)
		return wrong(
			p, text,
			N_("at character %d: it names no indicator; a code "
			   "that begins with a digit stands in [ ]"),
			"");
	assert(p->stacked == 1);
	return true;
}

struct expr *expr_parse(struct arena *mem, const char *text,
			enum expr_kind kind, expr_name_fn find, const void *arg,
			struct expr_fault *fault)
{
	struct expr *e = arena_alloc(mem, sizeof(*e));
	struct parser p = {
		.mem = mem, .e = e, .find = find, .arg = arg, .fault = fault};

	*fault = (struct expr_fault){0};
	e->text = p.s = arena_text(mem, text);
	e->kind = kind;
	return parse_all(&p, kind) ? e : NULL;
}
