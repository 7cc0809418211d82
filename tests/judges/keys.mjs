// keys.mjs FOLDER PASSPHRASE: reads the keys and the signature that paysig left in the folder, and leaves its own there.
import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder, passphrase] = process.argv.slice(2);
const read = (name) => readFileSync(join(folder, name));
const body = read("body");

// Theirs: what paysig wrote.
const publics = [];
for (const format of ["pem", "der"]) {
    const encrypted = { key: read(`ours-encrypted.${format}`), format, type: "pkcs8" };
    publics.push(createPublicKey(createPrivateKey({ key: read(`ours.${format}`), format, type: "pkcs8" })));
    publics.push(createPublicKey(createPrivateKey({ ...encrypted, passphrase })));
    publics.push(createPublicKey({ key: read(`ours-public.${format}`), format, type: "spki" }));
    assert.throws(() => createPrivateKey({ ...encrypted, passphrase: "another" }));
}
for (const key of publics) {
    assert.ok(key.equals(publics[0]));
    assert.ok(verify("sha256", body, key, read("ours.signature")));
}

// Ours: what paysig is to read.
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
for (const format of ["pem", "der"]) {
    const write = (name, key, options) => writeFileSync(join(folder, `theirs-${name}.${format}`), key.export({ format, ...options }));
    write("private-pkcs8", privateKey, { type: "pkcs8" });
    write("private-pkcs1", privateKey, { type: "pkcs1" });
    for (const [name, cipher] of [["encrypted", "aes-256-cbc"], ["encrypted-aes128", "aes-128-cbc"], ["encrypted-3des", "des-ede3-cbc"]]) {
        write(`private-${name}`, privateKey, { type: "pkcs8", cipher, passphrase });
    }
    write("public-spki", publicKey, { type: "spki" });
    write("public-pkcs1", publicKey, { type: "pkcs1" });
}
writeFileSync(join(folder, "theirs.signature"), sign("sha256", body, privateKey));
console.log(publics.length);
