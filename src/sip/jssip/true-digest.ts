// JsSIP 3.13.8 writes characters beyond U+FFFF as two halves when it makes a digest (its `utf8Encode`), so a password that holds one is
// refused although it is right (RFC 7616 section 4: UTF-8, RFC 3629). Its MD5 gives way to ours, for every digest it makes.
import Utils from 'jssip/lib/Utils.js';
import { md5 } from '../md5.ts';

Utils.calculateMD5 = md5;
