// Makes the forms answer in place. Without this script they post, and are redirected.
const form = document.querySelector('form');
const messages = form.querySelector('.messages');
const button = form.querySelector('button');
const fields = [...form.querySelectorAll('.field input')];
const username = form.elements.namedItem('username');

const OFFLINE = { strong: 'You are offline.', text: 'Nothing was sent. Connect to the internet, then try again.' };
const LOST = { strong: 'The connection was lost.', text: 'Try again in a moment.' };

/** Shows a message, which the alert's role has read out. */
function show({ strong, text }) {
  const paragraph = document.createElement('p');
  const head = document.createElement('strong');
  head.textContent = strong;
  paragraph.append(head, ` ${text}`);
  messages.replaceChildren(paragraph);
}

/** Shows one of the page's own notices. */
function showNotice(id) {
  const notice = form.querySelector(`#${id}`) ?? form.querySelector('#unavailable');
  const paragraph = document.createElement('p');
  paragraph.append(...notice.cloneNode(true).childNodes);
  messages.replaceChildren(paragraph);
}

/** What is wrong with a field; empty when nothing is. */
function problemOf(field) {
  if (!field.value.trim()) return field.dataset.missing;
  const other = field.dataset.sameAs && form.querySelector(`#${field.dataset.sameAs}`);
  return other && other.value !== field.value ? field.dataset.differs : '';
}

function mark(field, problem) {
  field.setAttribute('aria-invalid', String(problem !== ''));
  form.querySelector(`#${field.id}-error`).textContent = problem;
}

/** Marks the fields that are wrong, and brings the user to the first of them. */
function isComplete() {
  const problems = fields.map(problemOf);
  fields.forEach((field, index) => {
    mark(field, problems[index]);
  });
  fields[problems.findIndex(Boolean)]?.focus();
  return !problems.some(Boolean);
}

async function post() {
  const body = Object.fromEntries(new FormData(form));
  const response = await fetch(form.action, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { isDone: response.ok, body: await response.json() };
}

const NOTICES = {
  invalid_code: ['invalidCode', 'code'],
  invalid_password: ['invalidPassword', 'password'],
  too_many_requests: ['tooMany'],
  unavailable: ['unavailable'],
  unknown: ['unknown'],
};

/** Says what went wrong, and marks the field that it is about. */
function refuse(error) {
  if (error === 'invalid_request') {
    mark(username, 'Check the name: it has no spaces.');
    username.focus();
    return;
  }
  const [notice = 'unavailable', field] = NOTICES[error] ?? [];
  showNotice(notice);
  if (!field) return;
  const input = form.elements.namedItem(field);
  input.setAttribute('aria-invalid', 'true');
  input.focus();
}

function setBusy(isBusy) {
  button.setAttribute('aria-disabled', String(isBusy));
  button.dataset.label ??= button.textContent;
  button.textContent = isBusy ? button.dataset.busy : button.dataset.label;
}

async function submit() {
  messages.replaceChildren();
  if (!isComplete()) return;
  if (!navigator.onLine) {
    show(OFFLINE);
    return;
  }
  setBusy(true);
  try {
    const { isDone, body } = await post();
    if (!isDone) {
      refuse(body.error);
      return;
    }
    if (form.dataset.next === 'done.html') sessionStorage.removeItem('username');
    else sessionStorage.setItem('username', username.value.trim());
    location.assign(form.dataset.next);
  } catch {
    show(navigator.onLine ? LOST : OFFLINE);
  } finally {
    setBusy(false);
  }
}

form.noValidate = true;
form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (button.getAttribute('aria-disabled') !== 'true') submit();
});
for (const field of fields) {
  field.addEventListener('input', () => mark(field, ''));
}

const toggle = document.querySelector('#show');
if (toggle) {
  toggle.closest('label').hidden = false;
  toggle.addEventListener('change', () => {
    for (const name of ['password', 'passwordAgain']) {
      form.elements.namedItem(name).type = toggle.checked ? 'text' : 'password';
    }
  });
}

// A redirect from before the script was there.
document.documentElement.classList.add('scripted');
if (document.getElementById(location.hash.slice(1))?.matches('.notice')) showNotice(location.hash.slice(1));

// From the first step, so that nobody writes it twice; the redirect without a script must not carry it.
if (form.dataset.next === 'done.html') username.value ||= sessionStorage.getItem('username') ?? '';
