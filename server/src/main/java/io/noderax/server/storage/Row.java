package io.noderax.server.storage;

import io.noderax.protocol.json.Json;
import io.noderax.protocol.json.JsonObject;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** One row of a result, with the types that the stores use. */
public final class Row {
    private final ResultSet columns;

    private Row(ResultSet columns) {
        this.columns = columns;
    }

    /** A mapper from the form that reads one row. */
    public static <T> RowMapper<T> mapper(Function<Row, T> form) {
        return (columns, _) -> form.apply(new Row(columns));
    }

    public UUID uuid(String column) {
        return present(column, optionalUuid(column));
    }

    public @Nullable UUID optionalUuid(String column) {
        return get(column, name -> columns.getObject(name, UUID.class));
    }

    public String text(String column) {
        return present(column, optionalText(column));
    }

    public @Nullable String optionalText(String column) {
        return get(column, columns::getString);
    }

    public Instant instant(String column) {
        return present(column, optionalInstant(column));
    }

    public @Nullable Instant optionalInstant(String column) {
        Timestamp time = get(column, columns::getTimestamp);
        return time == null ? null : time.toInstant();
    }

    public long number(String column) {
        return present(column, get(column, columns::getLong));
    }

    public byte[] bytes(String column) {
        return present(column, get(column, columns::getBytes));
    }

    public @Nullable Long optionalNumber(String column) {
        return get(column, name -> {
            long number = columns.getLong(name);
            return columns.wasNull() ? null : number;
        });
    }

    /** Of a column of four bytes: the shortest number that means the same. */
    public double real(String column) {
        return present(column, optionalReal(column));
    }

    public @Nullable Double optionalReal(String column) {
        return get(column, name -> {
            float number = columns.getFloat(name);
            return columns.wasNull() ? null : Double.valueOf(Float.toString(number));
        });
    }

    public boolean flag(String column) {
        return present(column, get(column, columns::getBoolean));
    }

    public JsonObject json(String column) {
        return present(column, optionalJson(column));
    }

    public @Nullable JsonObject optionalJson(String column) {
        String text = optionalText(column);
        return text == null ? null : Json.parseObject(text);
    }

    public List<String> texts(String column) {
        Array array = present(column, get(column, columns::getArray));
        try {
            return List.of((String[]) array.getArray());
        } catch (SQLException e) {
            throw new IllegalStateException("column " + column + " is no array of texts", e);
        }
    }

    public List<UUID> uuids(String column) {
        Array array = present(column, get(column, columns::getArray));
        try {
            return List.of((UUID[]) array.getArray());
        } catch (SQLException e) {
            throw new IllegalStateException("column " + column + " is no array of UUIDs", e);
        }
    }

    private interface Getter<T extends @Nullable Object> {
        T get(String column) throws SQLException;
    }

    private static <T> @Nullable T get(String column, Getter<@Nullable T> getter) {
        try {
            return getter.get(column);
        } catch (SQLException e) {
            throw new IllegalStateException("column " + column + " cannot be read", e);
        }
    }

    private static <T> T present(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }
}
