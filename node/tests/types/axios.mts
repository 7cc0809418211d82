// The types of paysig/axios fit those that axios has for ES modules.
import axios from 'axios'
import { Signer } from 'paysig'
import { signAxios } from 'paysig/axios'

const client = axios.create()
const undo: () => void = signAxios(client, new Signer('smart-glocal/request', { project: 'p', privateKey: '' }))
void client.post('https://h', {}, { paysig: { idempotencyKey: 'auto' } })
// @ts-expect-error no scheme has this option
void client.post('https://h', {}, { paysig: { idempotency: 'auto' } })
undo()
