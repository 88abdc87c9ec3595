/* child.c - fork, limits, exec; then reads what comes until it ends. */
#include "core/child.h"

#include "core/jail.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#define SAID	500 /* bytes */
#define CHUNK	65536
#define FILES	32
#define STACK	(8 << 20)
#define LOW	10  /* priority: people come first */
#define LOOK_MS 200 /* how often `stop` is looked at */

/* Exit codes of a child that did not become the program. */
#define NO_PROGRAM 127
#define NO_JAIL	   126

/* ---- the child, before it is another program ---- */

static bool limit(int what, rlim_t soft, rlim_t hard)
{
	const struct rlimit to = {soft, hard};

	return setrlimit((__rlimit_resource_t)what, &to) == 0;
}

static bool set_limits(const struct child *what)
{
	rlim_t cpu = (rlim_t)what->cpu_s;

	return limit(RLIMIT_CPU, cpu, cpu + 1) && limit(RLIMIT_CORE, 0, 0) &&
	       limit(RLIMIT_FSIZE, 0, 0) &&
	       limit(RLIMIT_NOFILE, FILES, FILES) &&
	       limit(RLIMIT_STACK, STACK, STACK) &&
	       (!what->memory || limit(RLIMIT_AS, what->memory, what->memory));
}

/* As a program expects them to be: handlers are another program's. */
static void reset_signals(void)
{
	const struct sigaction plain = {.sa_handler = SIG_DFL};
	sigset_t none;

	for (int i = 1; i < NSIG; i++)
		sigaction(i, &plain, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* The files all have numbers above 2. */
static void become(const struct child *what, pid_t parent, int out, int err)
{
	static char *const nothing[] = {NULL};

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setpriority(PRIO_PROCESS, 0, LOW); /* where a service may */
	if (getppid() != parent || setpgid(0, 0) || dup2(what->in, 0) < 0 ||
	    fcntl(0, F_SETFD, 0) || dup2(out, 1) < 0 || dup2(err, 2) < 0 ||
	    close_range(3, ~0u, 0) || !set_limits(what) ||
	    !jail_enter(what->program))
		_exit(NO_JAIL);
	reset_signals();
	execve(what->program, (char *const *)(uintptr_t)what->word, nothing);
	_exit(NO_PROGRAM);
}

/* ---- the parent ---- */

enum { OUT, ERR, ENDED, TIMER, WATCHED };

struct watch {
	const struct child *what;
	pid_t pid;
	int to[2];		   /* the child's ends of the pipes */
	struct pollfd on[WATCHED]; /* ours; fd < 0: closed */
	struct buf out;
	char said[SAID + 1];
	size_t said_n;
	enum child_end end;
};

/* A pipe whose ends have numbers above 2; false: there are none left. */
static bool open_pipe(int *from, int *to)
{
	int fd[2];

	if (pipe2(fd, O_CLOEXEC))
		return false;
	*from = fcntl(fd[0], F_DUPFD_CLOEXEC, 3);
	*to = fcntl(fd[1], F_DUPFD_CLOEXEC, 3);
	close(fd[0]);
	close(fd[1]);
	return *from >= 0 && *to >= 0 && fcntl(*from, F_SETFL, O_NONBLOCK) == 0;
}

static void close_all(struct watch *w)
{
	for (int i = 0; i < WATCHED; i++)
		if (w->on[i].fd >= 0)
			close(w->on[i].fd);
	for (int i = 0; i < 2; i++)
		if (w->to[i] >= 0)
			close(w->to[i]);
}

static bool open_all(struct watch *w)
{
	const struct itimerspec until = {.it_value.tv_sec = w->what->wall_s};

	for (int i = 0; i < WATCHED; i++)
		w->on[i] = (struct pollfd){.fd = -1, .events = POLLIN};
	w->to[0] = w->to[1] = -1;
	w->on[TIMER].fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	return w->on[TIMER].fd >= 0 && open_pipe(&w->on[OUT].fd, &w->to[0]) &&
	       open_pipe(&w->on[ERR].fd, &w->to[1]) &&
	       timerfd_settime(w->on[TIMER].fd, 0, &until, NULL) == 0;
}

/* No handler of this program may run in the child. */
static bool start(struct watch *w)
{
	pid_t self = getpid();
	sigset_t all, was;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &was);
	w->pid = fork();
	if (w->pid == 0)
		become(w->what, self, w->to[0], w->to[1]);
	pthread_sigmask(SIG_SETMASK, &was, NULL);
	for (int i = 0; i < 2; i++) {
		close(w->to[i]);
		w->to[i] = -1;
	}
	if (w->pid < 0)
		return false;
	w->on[ENDED].fd = pidfd_open(w->pid, 0);
	return true;
}

/* Takes what there is. false: there will be no more of it. */
static bool take_out(struct watch *w)
{
	char chunk[CHUNK];
	ssize_t n;

	while ((n = read(w->on[OUT].fd, chunk, sizeof(chunk))) > 0) {
		size_t room = w->what->out - w->out.len;

		buf_add(&w->out, chunk, (size_t)n < room ? (size_t)n : room);
		if ((size_t)n > room) {
			w->end = CHILD_LARGE;
			return false;
		}
	}
	return n < 0 && (errno == EAGAIN || errno == EINTR);
}

static bool take_said(struct watch *w)
{
	char chunk[CHUNK];
	ssize_t n;

	while ((n = read(w->on[ERR].fd, chunk, sizeof(chunk))) > 0) {
		size_t room = SAID - w->said_n;

		room = (size_t)n < room ? (size_t)n : room;
		memcpy(w->said + w->said_n, chunk, room);
		w->said_n += room;
	}
	return n < 0 && (errno == EAGAIN || errno == EINTR);
}

static void take(struct watch *w, int which, bool (*fn)(struct watch *))
{
	if (w->on[which].fd < 0 || fn(w))
		return;
	close(w->on[which].fd);
	w->on[which].fd = -1;
}

/* Until it has ended, or must end. */
static void follow(struct watch *w)
{
	bool over = false;

	while (!over && w->end == CHILD_ENDED) {
		if (poll(w->on, WATCHED, LOOK_MS) < 0 && errno != EINTR)
			break;
		over = w->on[ENDED].revents;
		take(w, OUT, take_out);
		take(w, ERR, take_said);
		if (over)
			break;
		if (w->on[TIMER].revents && w->end == CHILD_ENDED)
			w->end = CHILD_LATE;
		if (w->what->stop && atomic_load(w->what->stop) &&
		    w->end == CHILD_ENDED)
			w->end = CHILD_STOPPED;
	}
}

/* The group goes before its leader is forgotten, and the number with it. */
static int end_it(struct watch *w)
{
	int status = 0;

	kill(w->pid, SIGKILL);
	kill(-w->pid, SIGKILL);
	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

static void judge(struct watch *w, int status, struct child_result *out)
{
	if (w->end == CHILD_ENDED && WIFSIGNALED(status))
		w->end = WTERMSIG(status) == SIGXCPU ? CHILD_LATE
						     : CHILD_CRASHED;
	if (w->end == CHILD_ENDED) {
		out->code = WEXITSTATUS(status);
		if (out->code == NO_PROGRAM || out->code == NO_JAIL)
			w->end = CHILD_ABSENT;
	}
	out->end = w->end;
}

enum err child_run(struct arena *mem, const struct child *what,
		   struct child_result *out)
{
	struct watch w = {.what = what, .out = {.mem = mem}};
	int status;

	assert(what->cpu_s > 0 && what->wall_s > 0);
	*out = (struct child_result){.said = ""};
	if (lseek(what->in, 0, SEEK_SET) < 0 || !open_all(&w) || !start(&w)) {
		close_all(&w);
		return ERR_UNAVAILABLE;
	}
	if (w.on[ENDED].fd >= 0)
		follow(&w);
	else
		w.end = CHILD_STOPPED;
	status = end_it(&w);
	close_all(&w);
	judge(&w, status, out);
	buf_add(&w.out, "", 0);
	out->out = (struct blob){w.out.s, w.out.len};
	out->said = arena_copy(mem, w.said, strlen(w.said));
	return OK;
}
