using System.Globalization;
using CsKpiCases.Web.Hosting.Access;
using Microsoft.AspNetCore.Mvc;

namespace CsKpiCases.Web.Features.ShopSwitch;

/// <summary>Which shop the pages are about, remembered by the browser.</summary>
public sealed class ShopSwitchController(CurrentShop current, TimeProvider time) : Controller
{
    [HttpPost("/shop")]
    public async Task<IActionResult> Choose(long value, CancellationToken cancellation)
    {
        // A shop out of reach does not exist.
        if ((await current.ReachedAsync(cancellation)).All(s => s.Id != value)) return NotFound();
        Response.Cookies.Append(CurrentShop.Cookie, value.ToString(CultureInfo.InvariantCulture), new CookieOptions
        {
            Expires = time.GetUtcNow().AddYears(1), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = Request.IsHttps,
        });
        // Not back to where he was: that page was the other shop's.
        return LocalRedirect("/");
    }
}
