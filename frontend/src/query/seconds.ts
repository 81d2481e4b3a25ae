// Lengths of time in words.

import { say, sayNumber } from "../shared/words";

/** So many seconds, as "0.25 s".
 *  @param digits behind the decimal sign, at most */
export function saySeconds(seconds: number, digits = 2): string {
  return say("{seconds} s", { seconds: sayNumber(Number(seconds.toFixed(digits))) });
}
