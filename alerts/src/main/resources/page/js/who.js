// Who is at this device, asked once and remembered here; and the token where the API wants one.

import {signIn} from './api.js';
import {t} from './text.js';

const NAME = 'vigil.who';
const dialog = document.getElementById('who-dialog');
const input = document.getElementById('who-input');
const signInDialog = document.getElementById('signin-dialog');
let signingIn = null;

const name = () => localStorage.getItem(NAME);

export function showWho() {
  document.getElementById('who-name').textContent = name() ?? t('who.nobody');
  document.getElementById('who').title = t('who.change');
}

/** Resolves to the person's name, or to null where they would not say. */
export function setWho() {
  input.value = name() ?? '';
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener('close', () => resolve(name()), {once: true}));
}

export const askWho = async () => name() ?? setWho();

document.getElementById('who-form').addEventListener('submit', () => {
  localStorage.setItem(NAME, input.value.trim());
  showWho();
});

document.querySelectorAll('[data-close]').forEach(button =>
  button.addEventListener('click', () => button.closest('dialog').close()));

/** One form for however many requests were refused; resolves when the token was taken. */
export function openSignIn() {
  signingIn ??= new Promise(resolve => {
    signInDialog.showModal();
    signInDialog.addEventListener('close', () => { signingIn = null; resolve(); }, {once: true});
  });
  return signingIn;
}

signInDialog.addEventListener('cancel', event => event.preventDefault());

document.getElementById('signin-form').addEventListener('submit', async event => {
  event.preventDefault();
  const token = document.getElementById('signin-token');
  const wrong = document.getElementById('signin-error');
  wrong.textContent = '';
  try {
    await signIn(token.value);
    token.value = '';
    signInDialog.close();
  } catch (refusal) {
    wrong.textContent = refusal.status === 0 ? t('unreachable') : refusal.status === 401 || refusal.status === 403
      ? t('signin.wrong') : refusal.message;
    token.select();
  }
});
