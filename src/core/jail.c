/* jail.c - seccomp and Landlock, by the kernel's own words. */
#include "core/jail.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCH	AUDIT_ARCH_X86_64
#define FOREIGN 0x40000000u /* calls from there on are of x32 */
#elif defined(__aarch64__)
#define ARCH	AUDIT_ARCH_AARCH64
#define FOREIGN UINT32_MAX
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCH	AUDIT_ARCH_RISCV64
#define FOREIGN UINT32_MAX
#else
#error "Name the architecture here, as linux/audit.h has it."
#endif

#define LOW_WORD(n) (offsetof(struct seccomp_data, args[n]))

/* clang-format off */
#define LOAD(at)      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, at)
#define ANSWER(what)  BPF_STMT(BPF_RET | BPF_K, what)
#define UNLESS(value) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1)
#define REFUSE(name)  UNLESS(SYS_##name), \
		      ANSWER(SECCOMP_RET_ERRNO | EPERM)

/* The kernel's flags are the low half of that argument. */
#define WRITING (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)
#define READ_ONLY(name, flags) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 4), \
	LOAD(LOW_WORD(flags)), \
	BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, WRITING, 0, 1), \
	ANSWER(SECCOMP_RET_ERRNO | EACCES), ANSWER(SECCOMP_RET_ALLOW)

static const struct sock_filter filter[] = {
	LOAD(offsetof(struct seccomp_data, arch)),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0),
	ANSWER(SECCOMP_RET_KILL_PROCESS),
	LOAD(offsetof(struct seccomp_data, nr)),
	BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, FOREIGN, 0, 1),
	ANSWER(SECCOMP_RET_KILL_PROCESS),
	/* the network, and other processes by sockets */
	REFUSE(socket), REFUSE(socketpair), REFUSE(connect), REFUSE(bind),
	REFUSE(io_uring_setup),
	/* processes; who asks by clone3 is to ask by clone */
	UNLESS(SYS_clone3), ANSWER(SECCOMP_RET_ERRNO | ENOSYS),
	REFUSE(clone),
#ifdef SYS_fork
	REFUSE(fork), REFUSE(vfork),
#endif
	REFUSE(setsid), REFUSE(setpgid),
	/* files are read and nothing else */
	READ_ONLY(openat, 2), UNLESS(SYS_openat2),
	ANSWER(SECCOMP_RET_ERRNO | ENOSYS),
	REFUSE(truncate), REFUSE(fchmodat), REFUSE(fchownat),
	REFUSE(utimensat), REFUSE(setxattr), REFUSE(lsetxattr),
	REFUSE(removexattr), REFUSE(lremovexattr), REFUSE(unlinkat),
	REFUSE(renameat2), REFUSE(linkat), REFUSE(symlinkat), REFUSE(mkdirat),
	REFUSE(mknodat),
#ifdef SYS_renameat
	REFUSE(renameat),
#endif
#ifdef SYS_open
	READ_ONLY(open, 1), REFUSE(creat), REFUSE(chmod), REFUSE(chown),
	REFUSE(lchown), REFUSE(utime), REFUSE(utimes), REFUSE(futimesat),
	REFUSE(unlink), REFUSE(rmdir), REFUSE(rename), REFUSE(link),
	REFUSE(symlink), REFUSE(mkdir), REFUSE(mknod),
#endif
	/* what the server of the same user would suffer */
	REFUSE(kill), REFUSE(tkill), REFUSE(tgkill), REFUSE(rt_sigqueueinfo),
	REFUSE(rt_tgsigqueueinfo), REFUSE(ptrace), REFUSE(process_vm_readv),
	REFUSE(process_vm_writev), REFUSE(pidfd_open), REFUSE(pidfd_getfd),
	REFUSE(pidfd_send_signal), REFUSE(kcmp), REFUSE(shmget), REFUSE(shmat),
	REFUSE(msgget), REFUSE(semget), REFUSE(mq_open),
	/* parts of the kernel that nobody needs here */
	REFUSE(unshare), REFUSE(setns), REFUSE(mount), REFUSE(bpf),
	REFUSE(perf_event_open), REFUSE(userfaultfd), REFUSE(keyctl),
	REFUSE(add_key), REFUSE(request_key),
	/* limits of its own may be asked for, those of others not be set */
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prlimit64, 0, 3),
	LOAD(LOW_WORD(0)),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0),
	ANSWER(SECCOMP_RET_ERRNO | EPERM),
	ANSWER(SECCOMP_RET_ALLOW),
};

/* What programs and their libraries are made of. */
static const char *const open_to[] = {
	"/usr", "/lib", "/lib64", "/bin",
	"/etc/ld.so.cache", "/etc/fonts", "/dev/null",
};
/* clang-format on */

#define READING	   (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE)
#define EVERYTHING ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)

/* A path that is not there needs no leave; one that is no folder cannot be
 * listed. */
static void allow(int rules, const char *path)
{
	struct landlock_path_beneath_attr rule = {
		.allowed_access = READING | LANDLOCK_ACCESS_FS_READ_DIR,
		.parent_fd = open(path, O_PATH | O_CLOEXEC),
	};

	if (rule.parent_fd < 0)
		return;
	if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
		    &rule, 0)) {
		rule.allowed_access = READING;
		syscall(SYS_landlock_add_rule, rules,
			LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	}
	close(rule.parent_fd);
}

static bool close_files(const char *program)
{
	const struct landlock_ruleset_attr what = {.handled_access_fs =
							   EVERYTHING};
	int rules = (int)syscall(SYS_landlock_create_ruleset, &what,
				 sizeof(what), 0);
	bool held;

	if (rules < 0)
		return true; /* the kernel has none, or a service may not ask */
	for (size_t i = 0; i < COUNT(open_to); i++)
		allow(rules, open_to[i]);
	allow(rules, program);
	held = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	close(rules);
	return held;
}

bool jail_enter(const char *program)
{
	const struct sock_fprog calls = {
		.len = COUNT(filter),
		.filter = (struct sock_filter *)(uintptr_t)filter};

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       close_files(program) &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &calls) == 0;
}
