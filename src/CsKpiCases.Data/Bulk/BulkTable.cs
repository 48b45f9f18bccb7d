using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using SQLitePCL;

namespace CsKpiCases.Data.Bulk;

/// <summary>
/// How rows of one entity type get into its table without the change tracker. Columns and conversions are those of the EF
/// model, so that a changed mapping is followed; the code that reads a row is compiled once.
/// </summary>
internal sealed class BulkTable
{
    private static readonly Dictionary<Type, MethodInfo> SqliteBinders = new()
    {
        [typeof(long)] = Binder(nameof(BindInteger)),
        [typeof(string)] = Binder(nameof(BindText)),
        [typeof(byte[])] = Binder(nameof(BindBlob)),
        [typeof(double)] = Binder(nameof(BindReal)),
    };

    private readonly IReadOnlyList<IProperty> properties;
    private Action<sqlite3_stmt, object>? bind;
    private Action<NpgsqlBinaryImporter, object>? copy;

    public BulkTable(IEntityType entity)
    {
        ClrType = entity.ClrType;
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)
            ?? throw new ArgumentException($"{entity.DisplayName()} has no table.", nameof(entity));
        properties = [.. entity.GetProperties().Where(p => p.GetColumnName(table) is not null)];
        Name = Quoted(table.Name);
        Columns = string.Join(", ", properties.Select(p => Quoted(p.GetColumnName(table)!)));
        Insert = $"INSERT INTO {Name} ({Columns}) VALUES ({string.Join(", ", properties.Select((_, i) => "?" + (i + 1).ToString(CultureInfo.InvariantCulture)))})";
        Copy = $"COPY {Name} ({Columns}) FROM STDIN (FORMAT BINARY)";
    }

    public Type ClrType { get; }
    public string Name { get; }
    public string Columns { get; }

    /// <summary>SQLite's statement, one parameter per column.</summary>
    public string Insert { get; }

    /// <summary>PostgreSQL's.</summary>
    public string Copy { get; }

    /// <summary>Sets an SQLite statement's parameters from a row.</summary>
    public void Bind(sqlite3_stmt statement, object row) => (bind ??= CompileBind())(statement, row);

    /// <summary>Writes a row's columns into a running COPY.</summary>
    public void Write(NpgsqlBinaryImporter importer, object row) => (copy ??= CompileCopy())(importer, row);

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private Action<sqlite3_stmt, object> CompileBind()
    {
        var (statement, row) = (Expression.Parameter(typeof(sqlite3_stmt)), Expression.Parameter(typeof(object)));
        var typed = Expression.Variable(ClrType);
        List<Expression> body = [Expression.Assign(typed, Expression.Convert(row, ClrType))];
        for (var i = 0; i < properties.Count; i++)
        {
            var index = Expression.Constant(i + 1);
            var none = Expression.Call(Binder(nameof(BindNothing)), statement, index);
            body.Add(Present(properties[i], typed, none, value =>
            {
                var stored = AsSqlite(value, properties[i]);
                return Expression.Call(SqliteBinders[stored.Type], statement, index, stored);
            }));
        }

        return Expression.Lambda<Action<sqlite3_stmt, object>>(Expression.Block([typed], body), statement, row).Compile();
    }

    private Action<NpgsqlBinaryImporter, object> CompileCopy()
    {
        var (importer, row) = (Expression.Parameter(typeof(NpgsqlBinaryImporter)), Expression.Parameter(typeof(object)));
        var typed = Expression.Variable(ClrType);
        var write = typeof(NpgsqlBinaryImporter).GetMethods().Single(m => m.Name == nameof(NpgsqlBinaryImporter.Write)
            && m.GetParameters() is [_, { ParameterType: var second }] && second == typeof(string));
        List<Expression> body = [Expression.Assign(typed, Expression.Convert(row, ClrType))];
        foreach (var property in properties)
        {
            var type = property.GetColumnType().Split('(')[0];
            body.Add(Present(property, typed, Expression.Call(importer, nameof(NpgsqlBinaryImporter.WriteNull), null), value =>
                Expression.Call(importer, write.MakeGenericMethod(value.Type), value, Expression.Constant(type))));
        }

        return Expression.Lambda<Action<NpgsqlBinaryImporter, object>>(Expression.Block([typed], body), importer, row).Compile();
    }

    /// <summary>The statement for a property's stored value, or for its absence.</summary>
    private static Expression Present(IProperty property, Expression row, Expression none, Func<Expression, Expression> some)
    {
        var member = (MemberInfo?)property.PropertyInfo ?? property.FieldInfo
            ?? throw new NotSupportedException($"{property.DeclaringType.DisplayName()}.{property.Name} has no member to read.");
        Expression value = Expression.MakeMemberAccess(row, member);
        if (Nullable.GetUnderlyingType(value.Type) is not null)
        {
            return Expression.IfThenElse(Expression.Property(value, "HasValue"), some(Converted(Expression.Property(value, "Value"), property)), none);
        }

        return value.Type.IsValueType
            ? some(Converted(value, property))
            : Expression.IfThenElse(Expression.ReferenceEqual(value, Expression.Constant(null, value.Type)), none, some(Converted(value, property)));
    }

    private static Expression Converted(Expression value, IProperty property)
    {
        if (property.GetTypeMapping().Converter is not { } converter) return value;
        var lambda = converter.ConvertToProviderExpression;
        var argument = lambda.Parameters[0].Type == value.Type ? value : Expression.Convert(value, lambda.Parameters[0].Type);
        var stored = (Expression)Expression.Invoke(lambda, argument);
        return Nullable.GetUnderlyingType(stored.Type) is not null ? Expression.Property(stored, "Value") : stored;
    }

    /// <summary>One of SQLite's own types, written as its ADO.NET driver writes it.</summary>
    private static Expression AsSqlite(Expression value, IProperty property)
    {
        var type = value.Type;
        if (SqliteBinders.ContainsKey(type)) return value;
        if (type == typeof(bool)) return Expression.Condition(value, Expression.Constant(1L), Expression.Constant(0L));
        if (type == typeof(DateOnly)) return Expression.Call(typeof(BulkTable), nameof(DateText), null, value);
        if (type == typeof(TimeOnly)) return Expression.Call(typeof(BulkTable), nameof(TimeText), null, value);
        if (type == typeof(DateTimeOffset)) return Expression.Call(typeof(BulkTable), nameof(OffsetText), null, value);
        if (type.IsEnum || type.IsPrimitive && type != typeof(float)) return Expression.Convert(value, typeof(long));
        throw new NotSupportedException($"{property.DeclaringType.DisplayName()}.{property.Name}: {type.Name} is not written in bulk.");
    }

    private static MethodInfo Binder(string name) => typeof(BulkTable).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static string DateText(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string TimeText(TimeOnly time) =>
        time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.fffffff", CultureInfo.InvariantCulture);

    private static string OffsetText(DateTimeOffset at) => at.ToString(@"yyyy\-MM\-dd HH\:mm\:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    private static void BindInteger(sqlite3_stmt statement, int index, long value) => raw.sqlite3_bind_int64(statement, index, value);

    private static void BindReal(sqlite3_stmt statement, int index, double value) => raw.sqlite3_bind_double(statement, index, value);

    private static void BindText(sqlite3_stmt statement, int index, string value) => raw.sqlite3_bind_text(statement, index, value);

    private static void BindBlob(sqlite3_stmt statement, int index, byte[] value)
    {
        if (value.Length == 0) raw.sqlite3_bind_zeroblob(statement, index, 0);
        else raw.sqlite3_bind_blob(statement, index, value);
    }

    private static void BindNothing(sqlite3_stmt statement, int index) => raw.sqlite3_bind_null(statement, index);
}
