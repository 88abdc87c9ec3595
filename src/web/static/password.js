// password.js - shows what is typed into a password, and says how strong it is by its length; the server decides.
{
	const box = document.querySelector('[data-password]');
	const [first, ...more] = document.querySelectorAll('input[autocomplete=new-password]');
	if (box && first) {
		const [check, said] = [box.querySelector('input'), box.querySelector('span')];
		box.hidden = false;
		check.addEventListener('change', () => {
			for (const i of [first, ...more])
				i.type = check.checked ? 'text' : 'password';
		});
		first.addEventListener('input', () => {
			const n = new Set(first.value).size < 5 ? 0 : [...first.value].length;
			said.textContent = n === 0 && !first.value ? '' : box.dataset[n < 12 ? 'weak' : n < 18 ? 'fair' : 'strong'];
		});
	}
}
