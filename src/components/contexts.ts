// What components get from above: the phone, and nothing else.
import { createContext } from '@lit/context';
import type { Phone } from '../phone/phone.ts';

export const phoneContext = createContext<Phone>(Symbol('phone'));
