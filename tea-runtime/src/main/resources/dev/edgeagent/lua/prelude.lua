-- What tea does inside a Lua state, before and after the script: here errors are Lua's own, and the script's limits hold.
-- Called with C's functions that open the libraries; returns run(chunk) and accept(data). Values travel as one string of
-- tagged values, little-endian; LuaWriter and LuaReader are the Java side:
--   n null  t true  f false  i integer (8)  d double (8)  s text  b an integer beyond 64 bits, as text
--   l list: count (4), values  m map: count (4), pairs of text and value        text: length (4), UTF-8

local open_base, open_string, open_table, open_math, open_utf8, open_coroutine, open_debug = ...
local G = open_base()
local string, table, math, utf8 = open_string(), open_table(), open_math(), open_utf8()
local getinfo = open_debug().getinfo

local byte, find, format, pack, unpack = string.byte, string.find, string.format, string.pack, string.unpack
local concat, arguments = table.concat, table.pack
local math_type, infinity, utf8_len = math.type, math.huge, utf8.len
local error, getmetatable, next, pcall, rawequal = G.error, G.getmetatable, G.next, G.pcall, G.rawequal
local rawget, select, setmetatable, tostring = G.rawget, G.select, G.setmetatable, G.tostring
local type, xpcall = G.type, G.xpcall

local coroutine = open_coroutine()
local create, wrap = coroutine.create, coroutine.wrap
G.string, G.table, G.math, G.utf8, G.coroutine = string, table, math, utf8, coroutine
-- Garbage counts against the limit of memory: collect it earlier and faster than the usual 200 and 100 percent.
G.collectgarbage("setpause", 130)
G.collectgarbage("setstepmul", 300)
G.collectgarbage, G.dofile, G.load, G.loadfile, G.warn = nil, nil, nil, nil, nil
string.dump = nil

-- Finalizers run without hooks: an endless one could not be stopped.
function G.setmetatable(object, metatable)
  if type(metatable) == "table" and rawget(metatable, "__gc") ~= nil then
    error("__gc is not available in workflows", 2)
  end
  return setmetatable(object, metatable)
end

-- The error that ends a script is raised inside a hook, and what runs before that hook is left has no hooks: it could not
-- be stopped. That would be the handler of xpcall, and the __close of variables in a coroutine that dies of the error.

local function handled(handler, ok, ...)
  if ok then
    return true, ...
  end
  return false, select(2, pcall(handler, ...))
end

function G.xpcall(f, handler, ...)
  return handled(handler, pcall(f, ...))
end

local function returned(ok, ...)
  if ok then
    return ...
  end
  error((...), 0)
end

local function closing(name, f)
  if type(f) ~= "function" then
    error("bad argument #1 to '" .. name .. "' (function expected, got " .. type(f) .. ")", 3)
  end
  return function(...)
    return returned(pcall(f, ...))
  end
end

function coroutine.create(f)
  return create(closing("create", f))
end

function coroutine.wrap(f)
  return wrap(closing("wrap", f))
end

-- Values that Lua has none for

local weak = {__mode = "k"}
local lists, integers = setmetatable({}, weak), setmetatable({}, weak)

local function constant(name, text)
  local function refuse()
    error(name .. " cannot be changed", 2)
  end
  return setmetatable({}, {
    __name = name,
    __metatable = name,
    __newindex = refuse,
    __tostring = function() return text end,
  })
end

local null = constant("null", "null")
G.null = null

function G.list(items)
  if items == nil then
    items = {}
  elseif type(items) ~= "table" then
    error("bad argument #1 to 'list' (table expected, got " .. type(items) .. ")", 2)
  end
  lists[items] = true
  return items
end

-- Lua 5.4.7 makes this text where a want of memory would end the process; one that is there already is used again.
local printed = {kept = "error in error handling"}

function G.print(...)
  local texts = arguments(...)
  for i = 1, texts.n do
    texts[i] = tostring(texts[i])
  end
  printed[#printed + 1] = concat(texts, "\t", 1, texts.n)
end

-- Java to Lua

local function read(data, at)
  local tag = byte(data, at)
  at = at + 1
  if tag == 115 then -- s
    return unpack("<s4", data, at)
  elseif tag == 105 then -- i
    return unpack("<i8", data, at)
  elseif tag == 100 then -- d
    return unpack("<d", data, at)
  elseif tag == 109 then -- m
    local map, count, key = {}
    count, at = unpack("<I4", data, at)
    for _ = 1, count do
      key, at = unpack("<s4", data, at)
      map[key], at = read(data, at)
    end
    return map, at
  elseif tag == 108 then -- l
    local list, count = {}
    lists[list] = true
    count, at = unpack("<I4", data, at)
    for i = 1, count do
      list[i], at = read(data, at)
    end
    return list, at
  elseif tag == 116 then -- t
    return true, at
  elseif tag == 102 then -- f
    return false, at
  elseif tag == 98 then -- b
    local digits
    digits, at = unpack("<s4", data, at)
    local integer = constant("integer beyond 64 bits", digits)
    integers[integer] = digits
    return integer, at
  else -- n
    return null, at
  end
end

local function accept(data)
  for name, value in next, (read(data(), 1)) do
    G[name] = value
  end
end

-- Lua to Java

local path, out, size, problem = {}, {}, 0, nil

local function place(depth)
  local text = "result"
  for i = 1, depth do
    local key = path[i]
    if math_type(key) then
      text = text .. "[" .. key .. "]"
    elseif find(key, "^[%a_][%w_]*$") then
      text = text .. "." .. key
    else
      text = text .. "[" .. format("%q", key) .. "]"
    end
  end
  return text
end

local function fail(depth, what, fix)
  problem = {place(depth) .. " " .. what, fix}
  error(problem, 0)
end

local function emit(text)
  size = size + 1
  out[size] = text
end

local function key_text(key)
  if type(key) == "string" then
    return utf8_len(key) and "'" .. key .. "'" or "that is not UTF-8"
  elseif math_type(key) then
    return tostring(key)
  end
  return "of type " .. type(key)
end

local write

local function write_table(value, depth, open)
  if open[value] then
    fail(depth, "contains itself", "return a copy without the reference to itself")
  elseif depth >= 100 then
    fail(depth, "is nested more than 100 deep", "return something flatter")
  end
  open[value] = true
  local texts, integer_keys, last, a_text, other = 0, 0, 0, nil, nil
  for key in next, value do
    if type(key) == "string" then
      texts, a_text = texts + 1, key
    elseif math_type(key) == "integer" and key >= 1 then
      integer_keys = integer_keys + 1
      if key > last then last = key end
    else
      other = key
    end
  end
  if other ~= nil then
    fail(depth, "has the key " .. key_text(other), "use texts as keys, or a list's 1, 2, 3, ...")
  elseif texts > 0 and integer_keys > 0 then
    fail(depth, "has the keys " .. key_text(last) .. " and " .. key_text(a_text),
      "use either texts as keys or a list's 1, 2, 3, ...")
  elseif texts > 0 and lists[value] then
    fail(depth, "is a list and has the key " .. key_text(a_text), "put the value into a new table")
  elseif integer_keys > 0 or lists[value] then
    if last ~= integer_keys then
      local hole = 1
      while rawget(value, hole) ~= nil do hole = hole + 1 end
      fail(depth, "is a list that has an item " .. last .. " but no item " .. hole,
        "fill it with null, or use tostring(...) of the numbers as keys")
    end
    emit(pack("<c1I4", "l", last))
    for i = 1, last do
      path[depth + 1] = i
      write(rawget(value, i), depth + 1, open)
    end
  else
    emit(pack("<c1I4", "m", texts))
    for key, item in next, value do
      if not utf8_len(key) then
        fail(depth, "has a key that is not UTF-8", "use text as keys")
      end
      path[depth + 1] = key
      emit(pack("<s4", key))
      write(item, depth + 1, open)
    end
  end
  open[value] = nil
end

function write(value, depth, open)
  local kind = type(value)
  if kind == "string" then
    if not utf8_len(value) then
      fail(depth, "is a text that is not UTF-8", "cut texts with utf8.offset instead of string.sub")
    end
    emit(pack("<c1s4", "s", value))
  elseif kind == "number" then
    if math_type(value) == "integer" then
      emit(pack("<c1i8", "i", value))
    elseif value ~= value or value == infinity or value == -infinity then
      fail(depth, "is " .. (value ~= value and "not a number" or tostring(value)) .. ", which JSON has no form for",
        "check for a division by zero")
    else
      emit(pack("<c1d", "d", value))
    end
  elseif kind == "boolean" then
    emit(value and "t" or "f")
  elseif kind == "nil" or rawequal(value, null) then
    emit("n")
  elseif kind ~= "table" then
    fail(depth, "is a " .. kind, "return texts, numbers, booleans and tables of them")
  elseif integers[value] then
    emit(pack("<c1s4", "b", integers[value]))
  else
    write_table(value, depth, open)
  end
end

-- The script

local function current_line()
  for level = 2, 200 do
    local frame = getinfo(level, "Sl")
    if not frame then
      return 0
    elseif frame.short_src == "run" and frame.currentline > 0 then
      return frame.currentline
    end
  end
  return 0
end

local function describe(value)
  if type(value) == "string" then
    return value
  elseif type(value) == "table" and not getmetatable(value) then
    return type(rawget(value, "message")) == "string" and value.message or "the script raised a table, not a text"
  end
  local ok, text = pcall(tostring, value)
  return ok and text or "the script raised a " .. type(value)
end

-- Returns a status, two texts that depend on it, and what was printed.
local function run(chunk)
  local line = 0
  local ok, value = xpcall(chunk, function(raised)
    line = current_line()
    return raised
  end)
  if not ok then
    return "error", describe(value), tostring(line), concat(printed, "\n")
  end
  ok, value = pcall(write, value, 0, {})
  if ok then
    return "value", concat(out), "", concat(printed, "\n")
  elseif problem and rawequal(value, problem) then
    return "result", problem[1], problem[2], concat(printed, "\n")
  end
  error(value, 0)
end

return run, accept
