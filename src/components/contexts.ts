// The Lit context by which components get the phone. There is no other.
import { createContext } from '@lit/context';
import type { Phone } from '../phone/phone.ts';

export const phoneContext = createContext<Phone>(Symbol('phone'));
