-- Drives Neovim's own language client on the file that is open, as a person would, and prints what came as JSON.
-- Started by neovim.test.ts: nvim --headless --clean -l or -S this file; the server's command is in $KPOD.
local command = vim.split(vim.env.KPOD, ' ')
local settings = { name = 'kpod', cmd = command, root_dir = vim.fn.getcwd() }
local patienceMs = 15000

-- As the README says it, from 0.11 on; as older ones start a client otherwise.
local function enable()
  local command_line = { cmd = command, filetypes = { 'yaml' }, root_markers = { '.kpod.yaml', '.git' } }
  vim.lsp.config('kpod', command_line)
  vim.lsp.enable('kpod')
end

local function start()
  if vim.lsp.start then return vim.lsp.start(settings) end
  local client = vim.lsp.start_client(settings) -- before 0.8
  vim.lsp.buf_attach_client(0, client)
  return client
end

local function ask(method, line, character)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(0),
    position = { line = line, character = character },
    context = { includeDeclaration = false },
  }
  local answers = vim.lsp.buf_request_sync(0, method, params, patienceMs)
  for _, answer in pairs(answers or {}) do return answer.result end
end

local function messages()
  local said = {}
  for _, each in ipairs(vim.diagnostic.get(0)) do table.insert(said, each.lnum .. ': ' .. each.message) end
  return said
end

local is_new = vim.lsp.enable ~= nil
if is_new then enable() end
vim.cmd('edit ' .. vim.env.MANIFEST)
if not is_new then start() end
local found = {}
vim.wait(patienceMs, function() return #vim.diagnostic.get(0) > 0 end, 20)
found.before = messages()
found.hover = ask('textDocument/hover', 8, 8)
found.completion = ask('textDocument/completion', 9, 6)
found.definition = ask('textDocument/definition', 12, 23)
vim.api.nvim_buf_set_text(0, 9, 6, 9, 21, { 'imagePullPolicy' })
vim.wait(patienceMs, function() return #vim.diagnostic.get(0) == 0 end, 20)
found.after = messages()
io.stdout:write(vim.fn.json_encode(found) .. '\n')
vim.cmd('qall!')
