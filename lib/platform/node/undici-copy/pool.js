// Part of undici 7.30.2, whose licence is in the file LICENSE beside this one.
import{i as a}from"./shared.js";export default a();
